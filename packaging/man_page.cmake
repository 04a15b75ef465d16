# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the man page with the flags that `cairn --help` tells: PROGRAM, SOURCE, TARGET, PROJECT_VERSION.
execute_process(COMMAND ${PROGRAM} --help OUTPUT_VARIABLE help COMMAND_ERROR_IS_FATAL ANY)
string(FIND "${help}" "\n  -" begin) # behind the usage, which the page says in its own words
if(begin LESS 0)
    message(FATAL_ERROR "cairn --help tells no flags")
endif()
string(SUBSTRING "${help}" ${begin} -1 FLAGS)
string(STRIP "${FLAGS}" FLAGS)
string(REPLACE "\\" "\\e" FLAGS "${FLAGS}")
string(REPLACE "-" "\\-" FLAGS "${FLAGS}")
string(REPLACE "'" "\\(aq" FLAGS "${FLAGS}")
configure_file(${SOURCE} ${TARGET} @ONLY)
