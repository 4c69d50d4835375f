#!/usr/bin/env bash
# The operator on a real node: installs the chart, applies the samples, breaks and mends a Service, upgrades, uninstalls, and looks each time
# at what a user would see: conditions, Events, metrics, and what is left behind.
#
#   KUBECONFIG=… tests/e2e/run.sh IMAGE [UPGRADE-IMAGE]
#
# IMAGE is an image of the operator that the nodes can pull or already have, as repository:tag. The upgrade goes to UPGRADE-IMAGE; without
# one, to the same image in a new pod. Any cluster of Kubernetes 1.20 or newer will do; the script makes namespaces of its own and refuses
# to start where the chart is installed. helm and kubectl come from tests/tools/helm.sh.
#
# Where the cluster's DNS does not know Services, `helm test` shows it, and their names come to the pods as hostAliases.
#
# The last line is "N passed, N failed"; exit code 0 only when none failed, 3 when the chart is there already. Every wait has an end.
# Takes about two minutes.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[[ $# -ge 1 ]] || { sed -n '2,14p' "$0" | sed 's/^# \{0,1\}//'; exit 2; }
image=$1 upgrade_image=${2:-$1}
run=$(date +%s | tail -c 6) # names of its own: DNS may remember those of an earlier run
chart=charts/monitao-operator release=monitao-operator system=monitao-system-$run space=monitao-e2e-$run
readonly label=app.kubernetes.io/part-of=monitao period=10 patience=90 # seconds

tools=$(tests/tools/helm.sh) || exit 1
export PATH=${tools##*$'\n'}:$PATH
passed=0 failed=0 work=$(mktemp -d)

say() { printf '==> [%3ds] %s\n' "$SECONDS" "$*"; }
k() { timeout 60 kubectl "$@" 2> >(grep -v '^Warning' >&2); }
pass() { passed=$((passed + 1)); say "passed: $*"; }
flunk() { failed=$((failed + 1)); say "FAILED: $*"; }
check() { # check WHAT COMMAND…
  local what=$1; shift
  if "$@"; then pass "$what"; else flunk "$what"; fi
}
not() { ! "$@"; }
eventually() { # eventually WHAT COMMAND…: repeated until it is true, but not for ever
  local what=$1 end=$((SECONDS + patience)); shift
  until "$@" >"$work/last" 2>&1; do
    if ((SECONDS >= end)); then flunk "$what ($(tail -n 1 "$work/last"))"; return 1; fi
    sleep 0.5
  done
  pass "$what"
}
finish() { # whatever happened, nothing stays
  if ((failed)); then
    k -n $system get pods -o wide; k -n $system logs -l app.kubernetes.io/name=monitao-operator --tail=20; k -n $space get cmon -o wide
  fi
  timeout 120 helm uninstall -n $system $release >/dev/null 2>&1
  k delete namespace $space $system --wait=false >/dev/null 2>&1
  k delete crd connectivitymonitors.monitao.io --wait=false >/dev/null 2>&1
  rm -rf "$work"
  printf '%d passed, %d failed\n' "$passed" "$failed"
  exit $((failed > 0 || passed == 0))
}

# every object of every kind that carries the chart's label, and every object in the release's namespace but those the cluster makes there
kinds() { k api-resources --verbs=list,delete "$@" -o name | grep -v '^events\|^endpoint\|metrics.k8s.io' | paste -sd, -; }
labelled() { k get "$(kinds)" -A -l $label -o name --ignore-not-found; }
installed() {
  k get "$(kinds --namespaced)" -n $system -o name --ignore-not-found |
    awk '!/^configmap\/(kube-root-ca|openshift-service-ca)|^serviceaccount\/default$|^secret\/default-token-/'
}
nothing() { local found; found=$("$@") && [[ -z $found ]] || { echo "$found" | paste -sd' ' -; return 1; }; }

condition() { k -n $space get cmon "$1" -o "jsonpath={.status.conditions[?(@.type==\"$2\")].status}/{.status.conditions[?(@.type==\"$2\")].reason}"; }
is() { local found; found=$(condition "$1" "$2"); echo "$1 $2 is $found"; [[ $found =~ ^$3$ ]]; } # is MONITOR CONDITION STATUS/REASON
field() { k -n $space get cmon "$1" -o "jsonpath={$2}"; }
filled() { [[ -n $(field "$1" "$2") ]]; }
# reason and count of each Event about a monitor
events() { k -n $space get events.events.k8s.io -o "jsonpath={range .items[?(@.regarding.name==\"$1\")]}{.reason}×{.series.count} {end}"; }
told() { local found; found=$(events "$1"); echo "events of $1: $found"; [[ " $found" == *" $2×"* ]]; }
holder() { k -n $system get lease monitao-operator -o 'jsonpath={.spec.holderIdentity}'; }
leads() { local found; found=$(holder); echo "the Lease is held by ${found:-nobody}"; [[ -n $found && ${found%_*} == "$(pod)" ]]; }
pods_as() { k -n $system get pods -l app.kubernetes.io/name=monitao-operator --field-selector=status.phase=Running -o "$1"; }
pods() { pods_as 'jsonpath={.items[*].metadata.name}'; }
# the one that stays, when another is on its way out
pod() { pods_as 'go-template={{range .items}}{{if not .metadata.deletionTimestamp}}{{.metadata.name}} {{end}}{{end}}' | awk '{print $1}'; }
metrics() { k get --raw "/api/v1/namespaces/$system/pods/$1:8080/proxy/metrics"; }
# (no grep -q at the end of a long pipe: what it does not read fails the pipe, and that would look like nothing found)
series() { metrics "$(pod)" | grep -F "namespace=\"$space\"" | grep -F "monitor=\"$1\"" | grep "$2"; }
# probes of the one monitor that is probed often, over all its results
# (a pod that has just gone leaves the API server waiting for its address: hence the short limit)
probes() { timeout 2 kubectl get --raw "/api/v1/namespaces/$system/pods/$1:8080/proxy/metrics" 2>/dev/null | awk '/^monitao_probes_total/ && (!/monitor="/ || /monitor="web"/) {sum += $NF} END {printf "%d", sum}'; }

monitor() { # monitor NAME TARGET [FIELDS]
  printf '{apiVersion: monitao.io/v1alpha1, kind: ConnectivityMonitor, metadata: {name: %s}, spec: {target: "%s"%s}}\n' "$1" "$2" "${3:+, $3}" | k -n $space apply --validate=false -f - >/dev/null
}
test_release() { installation test $release -n $system --timeout 60s; }
names_unknown() { # a busy machine may fail the test for a reason that says nothing about DNS: then once more
  local attempt
  for attempt in 1 2 3; do
    ! test_release >/dev/null || return 1
    k -n $system wait pod/$release-test '--for=jsonpath={.status.phase}=Failed' --timeout=50s >/dev/null
    [[ $(k -n $system logs $release-test) != *" Dns"[A-Z]* ]] || return 0
  done
  return 1
}
alias_services() { # alias_services NAMESPACE/SERVICE…: their names as hostAliases
  local service i=0
  for service; do
    helm_values+=(--set "hostAliases[$i].ip=$(k -n "${service%/*}" get service "${service#*/}" -o 'jsonpath={.spec.clusterIP}')"
      --set "hostAliases[$i].hostnames[0]=${service#*/}.${service%/*}.svc")
    i=$((i + 1))
  done
  installation upgrade $release $chart -n $system "${helm_values[@]}" "${old[@]}" --wait --timeout 150s
}

# ---------------------------------------------------------------------------------------------------------------------------------
minor=$(k get --raw /version | sed -n 's/.*"minor": *"\([0-9]*\).*/\1/p')
[[ -n $minor ]] || { echo "the cluster of KUBECONFIG does not answer" >&2; exit 1; }
say "Kubernetes 1.$minor, image $image"
# Servers before 1.25 do not know the CEL rules of the CRD: they drop them from a plain write and refuse them in a server-side apply.
old=(); ((minor >= 25)) || old=(--server-side=false)
[[ -z $(labelled) ]] || { echo "this cluster has the chart already: $(labelled | paste -sd' ' -)" >&2; exit 3; }
trap finish EXIT
trap 'exit 130' INT TERM

say "--- install"
k create namespace $system >/dev/null && k label namespace $system pod-security.kubernetes.io/enforce=restricted >/dev/null
k create namespace $space >/dev/null && k -n $space create service clusterip web --tcp=80:8080 >/dev/null
helm_values=(--set "image.repository=${image%:*}" --set "image.tag=${image##*:}" --set rbac.secrets.enabled=true)
installation() { timeout 180 helm "$@" >"$work/helm" 2>&1 || { tail -n 5 "$work/helm"; return 1; }; }
check "helm install" installation install $release $chart -n $system "${helm_values[@]}" "${old[@]}" --wait --timeout 150s || exit
eventually "the operator leads" leads
if names_unknown; then
  say "this cluster's DNS does not know Services: their names are given as hostAliases"
  check "helm upgrade with hostAliases" alias_services $system/$release-metrics $space/web default/kubernetes
  eventually "the operator leads" leads
fi
check "helm test" test_release

say "--- samples"
k kustomize config/samples | sed "s/namespace: default/namespace: $space/" | k apply --validate=false -f - >/dev/null
eventually "sample refused: TcpRefused" is refused Reachable False/TcpRefused
eventually "sample refused: Refused is True" is refused Refused True/TcpRefused
eventually "sample refused: DnsFailed is False" is refused DnsFailed 'False/.*'
eventually "sample broken: Stalled" is broken Stalled True/InvalidSpec
eventually "sample https: the API server is reachable, its authority read from a ConfigMap" is https Reachable True/Reachable
eventually "Ready, though its target is down: Flux and Argo go on" is refused Ready 'True/.*'
eventually "the outage was diagnosed" filled refused .status.diagnosis.conclusion
say "    $(field refused .status.diagnosis.conclusion)"
k -n $space delete cmon --all >/dev/null

say "--- a Service breaks and is mended"
k -n $space apply -f - >/dev/null <<YAML
{apiVersion: v1, kind: ConfigMap, metadata: {name: web}, data: {none.yaml: '{apiVersion: monitao.io/v1alpha1, kind: ConnectivityMonitor, metadata: {name: none}, spec: {target: "dns://localhost", suspend: true}}'}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 1
      automountServiceAccountToken: false
      containers:
      - name: web # the operator's own image is the target too, so that no other has to be there
        image: $image
        args: [run, -f, /manifests, --no-status, "--listen=http://*:8080"]
        env: [{name: DOTNET_EnableDiagnostics, value: "0"}]
        readinessProbe: {httpGet: {path: /healthz, port: 8080}, periodSeconds: 1}
        volumeMounts: [{name: manifests, mountPath: /manifests}]
      volumes: [{name: manifests, configMap: {name: web}}]
YAML
check "the target runs" k -n $space rollout status deployment/web --timeout=60s
k -n $space create secret generic token --from-literal=token=not-to-be-seen >/dev/null
monitor web "http://web.$space.svc/healthz" "periodSeconds: $period, timeoutSeconds: 3, retrySeconds: 1, http: {bearerTokenSecretRef: {name: token}}"
monitor pod "icmp://$(k -n $space get pods -l app=web -o 'jsonpath={.items[0].status.podIP}')" "periodSeconds: $period, timeoutSeconds: 3"
eventually "web is reachable" is web Reachable True/Reachable
eventually "a ping needs no privilege" is pod Reachable True/Reachable
k -n $space delete cmon pod >/dev/null
k -n $space scale deployment/web --replicas=0 >/dev/null; broken=$SECONDS
eventually "web is down, and why is said" is web Reachable 'False/(Tcp|Http)[A-Za-z]+'
say "    $((SECONDS - broken)) s after the breakage: $(field web .status.verdict.message)"
reason=$(field web .status.verdict.reason)
eventually "one Event tells it" told web "$reason"
down_in_metrics() { series web '^monitao_reachable{.* 0$' && series web "failure_info{.*reason=\"$reason\""; }
up_in_metrics() { series web '^monitao_reachable{.* 1$' && ! series web failure_info; }
eventually "the metrics say it" down_in_metrics
k -n $space scale deployment/web --replicas=1 >/dev/null
eventually "web is reachable again" is web Reachable True/Reachable
eventually "one Event tells the recovery" told web Recovered
eventually "the outage is closed" filled web '.status.outages[0].end'
eventually "the metrics say it" up_in_metrics
readable=("$work/log" "$work/objects" "$work/metrics")
filled_file() { "${@:2}" >"$1" && [[ -s $1 ]]; } # what could not be read proves nothing
read_all() {
  filled_file "${readable[0]}" k -n $system logs "$(pod)" && filled_file "${readable[1]}" k -n $space get cmon,events -o yaml &&
    filled_file "${readable[2]}" metrics "$(pod)"
}
eventually "log, objects and metrics can be read" read_all
check "the Secret shows nowhere" not grep -q not-to-be-seen "${readable[@]}"

say "--- a rolling upgrade"
monitor down tcp://127.0.0.1:9 "periodSeconds: 3600, timeoutSeconds: 5, retrySeconds: 1"
monitor stalled https://127.0.0.1/ "http: {bodyPattern: '('}"
eventually "down is told" told down TcpRefused
eventually "stalled is told" told stalled InvalidSpec
eventually "down is diagnosed" filled down .status.diagnosis.conclusion
all_events() { for m in web down stalled; do events $m | tr ' ' '\n' | sort | paste -sd' ' -; done; }
before=$(all_events) since=$(field down .status.verdict.since)
check "the CRD is upgraded first" bash -c "helm show crds $chart | timeout 60 kubectl $( ((minor >= 25)) && echo 'apply --server-side --force-conflicts' || echo 'replace --validate=false') -f - >/dev/null"
installation upgrade $release $chart -n $system "${helm_values[@]}" --set "image.repository=${upgrade_image%:*}" --set "image.tag=${upgrade_image##*:}" \
  --set-string podAnnotations.e2e="$SECONDS" "${old[@]}" --wait --timeout 150s &
upgrading=$!
declare -A count=()
old_pod=$(pod) total=-1 last=$(date +%s%N) longest=0 end=$((SECONDS + patience + 30)) settled=0 gone=$SECONDS
# The sum over old and new pod must grow at least once a period; watched until two periods after the end of the old one. What counts is the time
# that is proven to be without a probe: up to the asking of all pods that showed none. How long the asking takes is no matter of the operator.
while ((SECONDS < end && settled < 2 * period)); do
  running=$(pods) asked=$(date +%s%N) answered=1
  for pod in $running; do
    if n=$(probes "$pod"); then ((n <= ${count[$pod]:-0})) || count[$pod]=$n; else answered=0; fi
  done
  sum=0; for n in "${count[@]}"; do sum=$((sum + n)); done
  if ((sum > total)); then
    total=$sum last=$(date +%s%N)
  elif ((answered && asked - last > longest)); then
    longest=$((asked - last))
  fi
  if [[ " $running " == *" $old_pod "* ]]; then gone=$SECONDS; else settled=$((SECONDS - gone)); fi
  sleep 0.3
done
check "helm upgrade" wait $upgrading
another_leads() { leads && [[ $(holder) != "$old_pod"* ]]; }
eventually "another pod leads" another_leads
say "    the new pod waited for the Lease $(k -n $system logs "$(pod)" | sed -n 's/.*"Timestamp":"[^T]*T\([^"]*\)Z".*"EventId":\(210\|30\),.*/\1/p' | paste -sd' ' - | sed 's/ / to /')"
say "    longest time without a probe of web: $((longest / 1000000)) ms, its period is $period s"
# one slot may fall into the handing over, which makes two periods between probes; two would make three
check "no probe was late by more than a period" test $((longest / 1000000)) -le $((5 * period * 1000 / 2))
same_events() { diff <(echo "$before") <(all_events); }
check "no Event was repeated" same_events
check "the outage is still the same" test "$since" == "$(field down .status.verdict.since)"
resident() { metrics "$(pod)" | awk '/^process_working_set_bytes/ {printf "%.0f MiB", $NF / 1048576}'; }
say "    resident memory with three monitors: $(resident)"

say "--- uninstall"
check "helm uninstall" installation uninstall $release -n $system --wait --timeout 60s
eventually "nothing with the chart's label is left" nothing labelled
eventually "nothing is left in its namespace" nothing installed
check "the monitors are still there: CRDs are never taken away" test "$(k -n $space get cmon -o name | wc -l)" -eq 3
k delete crd connectivitymonitors.monitao.io >/dev/null
eventually "and go with the CRD" nothing k get crd connectivitymonitors.monitao.io -o name --ignore-not-found
