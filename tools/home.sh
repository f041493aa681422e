# Sourced by the other scripts. Package managers and browsers want a home they can write to: where there is none
# (HOME unset, empty or read-only), one in build is theirs. The app itself is never started with it.
if [ -z "${HOME:-}" ] || [ ! -d "$HOME" ] || [ ! -w "$HOME" ]; then
  HOME="$PWD/build/home"
  mkdir -p "$HOME"
  export HOME
fi
export PIP_DISABLE_PIP_VERSION_CHECK=1 npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false
