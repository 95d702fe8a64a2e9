# Runs one resource and outlives the AppHost just long enough to stop it: usage guard SIGNAL SECONDS COMMAND [ARG...]
# The AppHost holds the other end of stdin. When that end closes, because the AppHost asks for a stop or because it died,
# the resource gets SIGNAL, and after SECONDS its whole process group is killed.
signal=$1 seconds=$2
shift 2
exec 3<&0 </dev/null
# Job control gives the resource a process group of its own.
set -m
"$@" 3<&- &
resource=$!
{
  read -r _ <&3
  kill -s "$signal" "$resource"
  for ((tenths = seconds * 10; tenths > 0; tenths--)); do
    kill -0 "$resource" || exit 0
    sleep 0.1
  done
  kill -s KILL -- "-$resource"
} >/dev/null 2>&1 &
watcher=$!
# From here on bash would only tell of jobs that end, into the resource's own output.
exec 3<&- >/dev/null 2>&1
wait "$resource"
code=$?
# Whatever the resource left behind in its group goes with it, and so does the watcher.
kill -s KILL -- "-$resource" "-$watcher"
exit "$code"
