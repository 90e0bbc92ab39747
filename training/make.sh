#!/bin/sh
# Makes the built-in model from nothing: texts, training, choice, files, golden values, card.
# Needs Python 3.9 or newer with torch (Debian: python3-torch). Arguments go to training/make.py.
set -eu
cd "$(dirname "$0")/.."
exec "${PYTHON:-/usr/bin/python3}" -m training.make "$@"
