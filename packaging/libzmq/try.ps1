# Loads the library as MetaTrader does, from a folder with nothing else in it, and has it say its version and prove that it
# encrypts: a pair of CURVE keys.
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$name = (Get-Content (Join-Path $PSScriptRoot 'sources.json') -Raw | ConvertFrom-Json).library
$alone = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
New-Item -ItemType Directory $alone | Out-Null
Copy-Item (Join-Path $root "mql5/Libraries/$name") $alone
$path = (Join-Path $alone $name).Replace('\', '\\')
Add-Type -TypeDefinition @"
using System.Runtime.InteropServices;
public static class Zmq {
  [DllImport("$path")] public static extern void zmq_version(out int major, out int minor, out int patch);
  [DllImport("$path")] public static extern int zmq_has([MarshalAs(UnmanagedType.LPStr)] string capability);
  [DllImport("$path")] public static extern int zmq_curve_keypair(byte[] publicKey, byte[] secretKey);
}
"@
$major = 0; $minor = 0; $patch = 0
[Zmq]::zmq_version([ref]$major, [ref]$minor, [ref]$patch)
$told = "$major.$minor.$patch"
if ($name -ne "fairlead-libzmq-$told.dll") { throw "$name says that it is libzmq $told." }
if ([Zmq]::zmq_has('curve') -ne 1) { throw "$name cannot encrypt." }
$public = [byte[]]::new(41)
if ([Zmq]::zmq_curve_keypair($public, [byte[]]::new(41)) -ne 0 -or $public[0] -eq 0) { throw "$name makes no keys." }
Write-Output "$name says $told, and makes keys."
