{{- /* What the operator does in the namespaces of its monitors: it reads specs, and writes nothing but their status and Events. */ -}}
{{- define "monitao.operatorRules" -}}
- apiGroups: [monitao.io]
  resources: [connectivitymonitors]
  verbs: [list, watch]
- apiGroups: [monitao.io]
  resources: [connectivitymonitors/status]
  verbs: [patch]
{{ include "monitao.eventRules" . }}
{{- range $resource, $right := include "monitao.references" . | fromYaml }}
{{- if and $right.enabled (not $right.namespaces) }}
{{ include "monitao.referenceRules" $resource }}
{{- end }}
{{- end }}
{{- end }}

{{- /* What monitors refer to: resource → the right to it. */ -}}
{{- define "monitao.references" -}}
configmaps: {{ toJson .Values.rbac.configMaps }}
secrets: {{ toJson .Values.rbac.secrets }}
{{- end }}

{{- /* By name alone: without `list` and `watch` nobody reads all Secrets through the operator's token. */ -}}
{{- define "monitao.referenceRules" -}}
- apiGroups: [""]
  resources: [{{ . }}]
  verbs: [get]
{{- end }}

{{- define "monitao.eventRules" -}}
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, patch]
{{- end }}

{{- /* In the operator's own namespace: the Lease by which replicas agree on who works (RBAC can't restrict `create` to a name), and
       Events about its own pod, which the cluster role covers where there is one. */ -}}
{{- define "monitao.ownRules" -}}
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [create]
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  resourceNames: [monitao-operator]
  verbs: [get, update]
{{- if and .Values.watchNamespace (ne .Values.watchNamespace .Release.Namespace) }}
{{ include "monitao.eventRules" . }}
{{- end }}
{{- end }}

{{- /* A role and its binding to the operator. Call with a dict: root, kind (Role or ClusterRole), name, namespace, rules. */ -}}
{{- define "monitao.role" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ .kind }}
metadata:
  name: {{ .name }}
  {{- with .namespace }}
  namespace: {{ . }}
  {{- end }}
  labels:
    {{- include "monitao.labels" .root | nindent 4 }}
rules:
{{ .rules }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ .kind }}Binding
metadata:
  name: {{ .name }}
  {{- with .namespace }}
  namespace: {{ . }}
  {{- end }}
  labels:
    {{- include "monitao.labels" .root | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ .kind }}
  name: {{ .name }}
subjects:
- kind: ServiceAccount
  name: {{ include "monitao.serviceAccountName" .root }}
  namespace: {{ .root.Release.Namespace }}
{{- end }}
