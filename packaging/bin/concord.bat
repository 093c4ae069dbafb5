@echo off
setlocal
set "HERE=%~dp0.."
set "JAVA=java"
if exist "%HERE%\runtime\bin\java.exe" set "JAVA=%HERE%\runtime\bin\java.exe"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" --version >nul 2>&1
if errorlevel 1 (
  echo Concord needs Java 25 or later and found none: install a JDK 25 or set JAVA_HOME to one. 1>&2
  exit /b 1
)
"%JAVA%" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dconcord.install="%HERE%" %CONCORD_JAVA_OPTIONS% -cp "%HERE%\lib\*" concord.Concord %*
