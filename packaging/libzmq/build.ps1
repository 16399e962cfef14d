# Builds the library by which MQL5 programs reach the bridge: libzmq with libsodium and the C runtime inside, x64, from the
# sources of sources.json, whose checksums must hold. Puts it into mql5/Libraries with its checksum and licences, from where
# the packaging takes it. Runs on windows-2022 (Visual Studio 2022, CMake, tar).
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$pinned = Get-Content (Join-Path $PSScriptRoot 'sources.json') -Raw | ConvertFrom-Json
$work = Join-Path ($env:RUNNER_TEMP ?? [IO.Path]::GetTempPath()) 'fairlead-libzmq'
$out = Join-Path $root 'mql5/Libraries'
New-Item -ItemType Directory -Force $work, $out | Out-Null

foreach ($source in $pinned.sources) {
  $archive = Join-Path $work "$($source.name).tar.gz"
  Invoke-WebRequest -Uri $source.url -OutFile $archive
  $found = (Get-FileHash -Algorithm SHA256 $archive).Hash
  if ($found -ne $source.sha256) { throw "$($source.url) has the checksum $found, not $($source.sha256)." }
  tar -xzf $archive -C $work
  Copy-Item (Join-Path $work $source.folder $source.licence) (Join-Path $out "$($source.name)-$($source.version)-LICENSE.txt")
}
$zmq = Join-Path $work ($pinned.sources | Where-Object name -eq 'libzmq').folder
$sodium = Join-Path $work ($pinned.sources | Where-Object name -eq 'libsodium').folder

$vswhere = Join-Path ${env:ProgramFiles(x86)} 'Microsoft Visual Studio/Installer/vswhere.exe'
$msbuild = & $vswhere -latest -version '[17.0,18.0)' -requires Microsoft.Component.MSBuild -find 'MSBuild/**/Bin/MSBuild.exe' |
  Select-Object -First 1
if (-not $msbuild) { throw 'There is no Visual Studio 2022 here.' }
# StaticRelease is built with the static C runtime (/MT).
& $msbuild (Join-Path $sodium 'builds/msvc/vs2022/libsodium.sln') /m /nologo /v:minimal /p:Configuration=StaticRelease /p:Platform=x64
$archived = Get-ChildItem (Join-Path $sodium 'bin/x64/Release') -Recurse -Filter 'libsodium.lib' |
  Where-Object FullName -Match 'static' | Select-Object -First 1
if (-not $archived) { throw 'libsodium was built, but its static library is not there.' }

$build = Join-Path $work 'build'
cmake -S $zmq -B $build -G 'Visual Studio 17 2022' -A x64 `
  '-DCMAKE_POLICY_VERSION_MINIMUM=3.5' -DCMAKE_POLICY_DEFAULT_CMP0091=NEW `
  -DCMAKE_MSVC_RUNTIME_LIBRARY=MultiThreaded '-DCMAKE_CXX_FLAGS_RELEASE=/MT /O2 /Ob2 /DNDEBUG' '-DCMAKE_C_FLAGS_RELEASE=/MT /O2 /Ob2 /DNDEBUG' `
  -DBUILD_SHARED=ON -DBUILD_STATIC=OFF -DBUILD_TESTS=OFF -DZMQ_BUILD_TESTS=OFF -DWITH_PERF_TOOL=OFF -DWITH_DOCS=OFF -DENABLE_CPACK=OFF `
  -DENABLE_DRAFTS=OFF -DENABLE_WS=OFF -DWITH_TLS=OFF `
  -DENABLE_CURVE=ON -DWITH_LIBSODIUM=ON -DWITH_LIBSODIUM_STATIC=ON `
  "-DSODIUM_INCLUDE_DIRS=$(Join-Path $sodium 'src/libsodium/include')" "-DSODIUM_LIBRARIES=$($archived.FullName)"
cmake --build $build --config Release --parallel

$made = Get-ChildItem $build -Recurse -Filter 'libzmq*.dll' | Where-Object FullName -Match 'Release' | Select-Object -First 1
if (-not $made) { throw 'libzmq was built, but its library is not there.' }
$library = Join-Path $out $pinned.library
Copy-Item $made.FullName $library
$sum = (Get-FileHash -Algorithm SHA256 $library).Hash.ToLowerInvariant()
[IO.File]::WriteAllText("$library.sha256", "$sum  $($pinned.library)`n")
Write-Output "Built $($pinned.library) ($sum)."
