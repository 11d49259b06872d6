# The shell that a page's bash snippets run in: sources one file after the other, as a reader types them.
# In: the name of a file. Out, one line each, tab-separated:
#   at LINE SUBSHELL FILE COMMAND      a simple command begins (also each part of a pipeline)
#   error STATUSES LINE SUBSHELL FILE  a command failed (also inside a function or a subshell)
#   options FLAGS                      what `set` has left on, and background jobs
#   done | early STATUS | exit STATUS  the file reached its last line, stopped before it, ended the shell
set -Eeuo pipefail -T
# Numbers that no snippet uses; the pipes come with higher ones, so that neither copy closes the other pipe.
eval "exec 198<&$SNIPPETS_REQUESTS 199>&$SNIPPETS_REPLIES"
unset SNIPPETS_REQUESTS SNIPPETS_REPLIES
__snippets_tell() { printf '%s\t' "$@" >&199; printf '\n' >&199; }
while IFS= read -r -u 198 __snippets_file; do
    __snippets_reached=
    trap 'printf "exit\t%s\n" "$?" >&199' EXIT
    trap 'printf "error\t%s\t%s\t%s\t%s\n" "${PIPESTATUS[*]}" "$LINENO" "$BASH_SUBSHELL" "${BASH_SOURCE[0]}" >&199' ERR
    trap 'printf "at\t%s\t%s\t%s\t%s\n" "$LINENO" "$BASH_SUBSHELL" "${BASH_SOURCE[0]}" "${BASH_COMMAND%%[[:space:]]*}" >&199' DEBUG
    source "$__snippets_file"
    __snippets_status=$?
    trap - DEBUG
    printf 'options\t%s %s\t%s\n' "$-" "$(shopt -po pipefail)" "$(jobs -rp | tr '\n' ' ')" >&199
    if [[ -n $__snippets_reached ]]; then
        printf 'done\n' >&199
    else
        printf 'early\t%s\n' "$__snippets_status" >&199
    fi
done
trap - EXIT
