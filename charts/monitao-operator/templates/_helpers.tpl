{{- define "monitao.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "monitao.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}
{{- else if contains (include "monitao.name" .) .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "monitao.name" .) | trunc 50 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "monitao.selectorLabels" -}}
app.kubernetes.io/name: {{ include "monitao.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "monitao.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "monitao.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: monitao
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "monitao.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "monitao.fullname" .) .Values.serviceAccount.name }}
{{- else -}}
{{- required "serviceAccount.name is needed when serviceAccount.create is false" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "monitao.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{- /* The part of the pod that `restricted` demands, the same for the operator and for `helm test`. */ -}}
{{- define "monitao.podSecurityContext" -}}
runAsNonRoot: true
{{- with .Values.runAsUser }}
runAsUser: {{ . }}
{{- end }}
{{- with .Values.runAsGroup }}
runAsGroup: {{ . }}
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "monitao.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "monitao.testLabels" -}}
app.kubernetes.io/name: {{ include "monitao.name" . }}-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "monitao.dashboard" -}}
{{ trimSuffix "/" .root.Values.dashboards.grafanaUrl }}/d/{{ .page }}
{{- end }}

{{- /* The panel "State and reasons" of one monitor. Call with a dict: root, namespace, monitor. */ -}}
{{- define "monitao.monitorPanel" -}}
{{ include "monitao.dashboard" (dict "root" .root "page" "monitao-monitor") }}?var-namespace={{ .namespace }}&var-monitor={{ .monitor }}&viewPanel=11
{{- end }}

{{- /* The rules with a link from each alert: to its monitor, or, where it is about none, to the operator or the fleet. */ -}}
{{- define "monitao.linkedRules" -}}
{{- $panel := include "monitao.monitorPanel" (dict "root" .root "namespace" "{{ $labels.namespace }}" "monitor" "{{ $labels.monitor }}") }}
{{- range $group := .rules.groups }}
{{- $other := include "monitao.dashboard" (dict "root" $.root "page" (eq $group.name "monitao-operator" | ternary "monitao-operator" "monitao-fleet")) }}
{{- range $rule := $group.rules }}
{{- with $rule.annotations }}
{{- $_ := set . "dashboard_url" (toJson . | contains "$labels.monitor" | ternary $panel $other) }}
{{- end }}
{{- end }}
{{- end }}
{{- toYaml .rules }}
{{- end }}

{{- /* honorLabels: `namespace` of a series is the monitor's, not the operator's. */ -}}
{{- define "monitao.scrapeEndpoint" -}}
- port: http
  path: /metrics
  honorLabels: true
  interval: {{ .interval }}
  scrapeTimeout: {{ .scrapeTimeout }}
  {{- with .relabelings }}
  relabelings:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .metricRelabelings }}
  metricRelabelings:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
