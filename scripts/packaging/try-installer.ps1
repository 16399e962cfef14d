# Installs release/*.exe without questions for this user, starts the program, sees its window and its bridge, ends it,
# removes it, and looks that program files are gone and the user's data is not.
$ErrorActionPreference = 'Stop'
$installer = Get-ChildItem release -Filter '*.exe' | Select-Object -First 1
if (-not $installer) { throw 'There is no installer in release.' }

$folder = Join-Path $env:LOCALAPPDATA 'Programs\fairlead'
$data = Join-Path $env:RUNNER_TEMP 'fairlead-data'
Start-Process -Wait -FilePath $installer.FullName -ArgumentList '/S'
$program = Join-Path $folder 'Fairlead.exe'
if (-not (Test-Path $program)) { throw "Installed, but $program is not there." }

$started = Start-Process -PassThru -FilePath $program -ArgumentList '--data', $data
$deadline = (Get-Date).AddSeconds(60)
do {
  Start-Sleep -Milliseconds 500
  $started.Refresh()
  if ($started.HasExited) { throw "The program ended by itself with code $($started.ExitCode)." }
  $ready = $started.MainWindowHandle -ne 0 -and (Test-Path (Join-Path $data 'ledger.db'))
} until ($ready -or (Get-Date) -gt $deadline)
if (-not $ready) { throw 'No window, or no ledger of the bridge, within a minute.' }

$started.CloseMainWindow() | Out-Null
if (-not $started.WaitForExit(20000)) { throw 'The program did not end within 20 s of its window.' }
if (Get-Process -Name 'Fairlead' -ErrorAction SilentlyContinue) { throw 'A process of Fairlead outlived its window.' }

$uninstaller = Get-ChildItem $folder -Filter 'Uninstall*.exe' | Select-Object -First 1
Start-Process -Wait -FilePath $uninstaller.FullName -ArgumentList '/S'
$deadline = (Get-Date).AddSeconds(30)
while ((Test-Path $program) -and (Get-Date) -lt $deadline) { Start-Sleep -Milliseconds 500 }
if (Test-Path $program) { throw 'Removed, but the program is still there.' }
if (-not (Test-Path (Join-Path $data 'ledger.db'))) { throw "The user's data went with the program." }
Write-Output 'Installed, started, ended and removed.'
