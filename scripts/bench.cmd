@echo This project runs on Linux and macOS; on Windows, run the same command inside WSL 2. 1>&2
@exit /b 1
