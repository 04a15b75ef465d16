# SPDX-FileCopyrightText: Cairn contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes OUT with what git and the machine say about this build; only when the revision changed, so that a build without
# changes stays one. Distribution packages set SOURCE_DATE_EPOCH, and build the same bytes twice.
function(ask_git result)
    execute_process(COMMAND git -C ${SOURCE} ${ARGN} OUTPUT_VARIABLE text OUTPUT_STRIP_TRAILING_WHITESPACE
        ERROR_QUIET RESULT_VARIABLE failed)
    if(failed OR NOT text)
        set(text unknown)
    endif()
    set(${result} ${text} PARENT_SCOPE)
endfunction()
ask_git(revision rev-parse HEAD)
ask_git(branch rev-parse --abbrev-ref HEAD)
set(stamp "// ${VERSION} ${revision} ${branch}")
if(EXISTS ${OUT})
    file(STRINGS ${OUT} old LIMIT_COUNT 1)
    if(old STREQUAL stamp)
        return()
    endif()
endif()
string(TIMESTAMP date "%Y%m%d-%H:%M:%S" UTC)
set(user "$ENV{USER}")
if(DEFINED ENV{SOURCE_DATE_EPOCH} OR NOT user)
    set(user cairn)
endif()
cmake_host_system_information(RESULT host QUERY HOSTNAME)
if(DEFINED ENV{SOURCE_DATE_EPOCH})
    set(host localhost)
endif()
file(WRITE ${OUT} "${stamp}
#define CAIRN_VERSION \"${VERSION}\"
#define CAIRN_REVISION \"${revision}\"
#define CAIRN_BRANCH \"${branch}\"
#define CAIRN_BUILD_USER \"${user}@${host}\"
#define CAIRN_BUILD_DATE \"${date}\"
#define CAIRN_PLATFORM \"${PLATFORM}\"
")
