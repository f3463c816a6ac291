# Sourced by the commands in this folder: finds a JDK 25 and Maven, or says in one sentence what to do.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

fail() {
    echo "$*" >&2
    exit 1
}

is_jdk_25() {
    [ -x "$1/bin/javac" ] && grep -qs '^JAVA_VERSION="25[."]' "$1/release"
}

# JAVA_HOME first, then the system's folder of JVMs, then the java on the PATH.
find_jdk() {
    local candidate
    for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* "$(readlink -f "$(command -v javac || echo /)" | sed 's,/bin/javac$,,')"; do
        if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
            export JAVA_HOME=$candidate
            return
        fi
    done
    fail "No JDK 25 found: run bin/setup, or unpack one anywhere and set JAVA_HOME to its folder."
}

find_maven() {
    command -v mvn >/dev/null || fail "Maven is missing: run bin/setup, or install Maven 3.8.7 or newer and put mvn on the PATH."
}

# The packages of those servers that tests need, the distribution has, and this machine lacks.
missing_servers() {
    (
        PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin # Debian's servers are there
        command -v pgbouncer >/dev/null || echo pgbouncer
        [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || command -v rabbitmq-server >/dev/null || echo rabbitmq-server
        ls /usr/lib/*/faketime/libfaketime.so.1 >/dev/null 2>&1 || echo faketime
    )
}

# Whether TDLib could be installed here and is not; a TDLIB_LIBRARY_PATH says that nothing is to be installed.
missing_tdlib() {
    [ -z "${TDLIB_LIBRARY_PATH:-}" ] && [ "$(uname -sm)" = "Linux x86_64" ] &&
        [ ! -e "$root/tdlib/node_modules/@prebuilt-tdlib/linux-x64-glibc/libtdjson.so" ]
}

# One line per module and per test class of Maven's output, and every error.
maven_progress() {
    local awk=(awk)
    case $(readlink -f "$(command -v awk)") in
        *mawk) awk+=(-W interactive) ;; # else it shows a line only when 4 KiB have come
    esac
    "${awk[@]}" '
        /^\[INFO\] Building .*\[[0-9]+\/[0-9]+\]/ { print "== " $3 " " $NF; fflush() }
        /Tests run:.* -- in / {
            match($0, /Tests run: [0-9]+/); count = substr($0, RSTART + 11, RLENGTH - 11)
            match($0, /elapsed: [0-9.]+/); seconds = substr($0, RSTART + 9)
            printf "   %4d tests %7.1f s  %s%s\n", count, seconds, $NF, /FAILURE/ ? "  FAILED" : ""; fflush()
        }
        /^\[ERROR\]/ && !/Tests run:/ && shown < 60 { shown++; print; fflush() }
    '
}

# Builds the services and the demo, unless nothing has changed since the last build.
build_if_changed() {
    local stamp=$root/target/built changed=
    if [ -e "$stamp" ] && ls "$root"/*/target/*-service.jar "$root"/demo/target/lib >/dev/null 2>&1; then
        changed=$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main -newer "$stamp" -print -quit)
        [ -n "$changed" ] || return 0
    fi
    find_maven
    echo "Building (the first time downloads the libraries) ..."
    mkdir -p "$root/target"
    touch "$stamp.begun"
    (cd "$root" && mvn -B -ntp -Dstyle.color=never -Dmaven.test.skip=true -Dspotless.check.skip=true \
        -pl demo,mtproto-native,gateway-api,tp-capital-consumer -am package) 2>&1 |
        tee "$root/target/build.log" | maven_progress ||
        fail "The build failed: see target/build.log."
    mv "$stamp.begun" "$stamp"
}

# Runs a main class of the demo's jar in place of this shell.
run_demo_class() {
    local main_class=$1
    shift
    # It lives for seconds: compiling it well would cost more than it gains.
    exec "$JAVA_HOME/bin/java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 --enable-native-access=ALL-UNNAMED "-Dgateway.home=$root" \
        "-DLOCAL_SERVERS=${LOCAL_SERVERS:-embedded}" \
        -cp "$(ls "$root"/demo/target/demo-*.jar | head -1):$root/demo/target/lib/*" "$main_class" "$@"
}

# Runs a command of mtproto-native's own jar in place of this shell.
run_session_command() {
    run_service_command mtproto-native "$@"
}

# Runs a command of gateway-api's own jar in place of this shell.
run_api_command() {
    run_service_command gateway-api "$@"
}

run_service_command() {
    local service=$1
    shift
    # A person reads it: of the log only what went wrong.
    export LOG_LEVEL=${LOG_LEVEL:-ERROR}
    exec "$JAVA_HOME/bin/java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 --enable-native-access=ALL-UNNAMED "-Dgateway.home=$root" \
        -jar "$(ls "$root/$service/target/$service"-*-service.jar | head -1)" "$@"
}
