#!/bin/sh
# The mechanism of a label printer that is not there, for `ippeveprinter -c`: counts the labels of
# one document and reports each as it "comes out". The document stays in the spool folder (-k -d).
# SUIMA_PRINT_GATE: a FIFO; each line read from it lets one label out.
# SUIMA_PRINT_SECONDS: otherwise, the time a label takes (none unless told).
# SUIMA_LABEL_PICTURES, SUIMA_LABEL_FOLDER: a program, and the folder it puts a picture a label in.
set -eu
labels=$(od -An -tu4 --endian=big -j456 -N4 "$1")
if [ -n "${SUIMA_PRINT_GATE:-}" ]; then
  exec 3<"$SUIMA_PRINT_GATE"
fi
done_labels=0
while [ "$done_labels" -lt "$labels" ]; do
  if [ -n "${SUIMA_PRINT_GATE:-}" ]; then
    read -r _ <&3
  elif [ -n "${SUIMA_PRINT_SECONDS:-}" ]; then
    sleep "$SUIMA_PRINT_SECONDS"
  fi
  done_labels=$((done_labels + 1))
  echo "ATTR: job-impressions-completed=$done_labels" >&2
done
if [ -n "${SUIMA_LABEL_PICTURES:-}" ]; then
  "$SUIMA_LABEL_PICTURES" "$1" "$SUIMA_LABEL_FOLDER"
fi
