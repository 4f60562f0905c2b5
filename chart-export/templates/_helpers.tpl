{{- define "todo-chatbot.ai.variable" -}}
{{- .Values.ai.keyEnv | default (ternary "GEMINI_API_KEY" (ternary "OPENAI_API_KEY" (ternary "GROQ_API_KEY" (ternary "COHERE_API_KEY" (ternary "OPENROUTER_API_KEY" "ANTHROPIC_API_KEY" (eq .Values.ai.provider "openrouter")) (eq .Values.ai.provider "cohere")) (eq .Values.ai.provider "groq")) (eq .Values.ai.provider "openai")) (eq .Values.ai.provider "gemini")) }}
{{- end }}

{{- define "todo-chatbot.alerts.fullname" -}}
{{- printf "%s-alerts" (include "todo-chatbot.fullname" . | trunc 56 | trimSuffix "-") }}
{{- end }}

{{- define "todo-chatbot.backend-test.fullname" -}}
{{- printf "%s-backend-test" (include "todo-chatbot.fullname" . | trunc 50 | trimSuffix "-") }}
{{- end }}

{{- define "todo-chatbot.backend.aiProvider" -}}
{{- if .Values.ai.providerEnv }}
{{ .Values.ai.providerEnv | quote }}: {{ .Values.ai.provider | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.config" -}}
{{- toJson (merge (dict) .Values.backend.configMapEnv (merge (dict) (include "todo-chatbot.backend.ownConfig" . | fromYaml) (include "todo-chatbot.backend.aiProvider" . | fromYaml) (include "todo-chatbot.backend.poolSize" . | fromYaml) (include "todo-chatbot.backend.maxOverflow" . | fromYaml))) }}
{{- end }}

{{- define "todo-chatbot.backend.env" -}}
{{- toJson (merge (dict) .Values.backend.env (include "todo-chatbot.backend.presetEnv" . | fromYaml)) }}
{{- end }}

{{- define "todo-chatbot.backend.env.level1" -}}
{{- join " " (include "todo-chatbot.join.backend.env" . | fromYamlArray) }}
{{- end }}

{{- define "todo-chatbot.backend.env.level2" -}}
{{- join " " (include "todo-chatbot.join.backend.env2" . | fromYamlArray) }}
{{- end }}

{{- define "todo-chatbot.backend.fullname" -}}
{{- printf "%s-backend" (include "todo-chatbot.fullname" . | trunc 55 | trimSuffix "-") }}
{{- end }}

{{- define "todo-chatbot.backend.image" -}}
{{- if .Values.backend.image.digest }}
{{- printf "%s@%s" (include "todo-chatbot.backend.imagePath" .) .Values.backend.image.digest }}
{{- else }}
{{- printf "%s:%s" (include "todo-chatbot.backend.imagePath" .) (.Values.backend.image.tag | default (include "todo-chatbot.imageTag" .)) }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.imagePath" -}}
{{- if .Values.backend.image.registry | default .Values.global.imageRegistry }}
{{- printf "%s/%s" (.Values.backend.image.registry | default .Values.global.imageRegistry) .Values.backend.image.repository }}
{{- else }}
{{- .Values.backend.image.repository }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.keySums" -}}
{{- $root := .root -}}
{{- $values := .values -}}
{{- range $key := dig "keys" list $values }}
- {{ get (merge (dict) $root.Values.secrets.values) $key | sha256sum | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.labels" -}}
app.kubernetes.io/name: {{ include "todo-chatbot.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: backend
app.kubernetes.io/part-of: {{ include "todo-chatbot.name" . | quote }}
app.kubernetes.io/managed-by: Helm
app.kubernetes.io/version: {{ include "todo-chatbot.version" . | quote }}
helm.sh/chart: {{ include "todo-chatbot.chart" . | quote }}
{{- with .Values.commonLabels }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.maxOverflow" -}}
{{- if .Values.database.maxOverflowEnv }}
{{ .Values.database.maxOverflowEnv | quote }}: {{ (int64 .Values.database.maxOverflow) | toString | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.openPorts" -}}
- "80"
- "443"
- "3000"
- "8000"
- "8080"
- {{ (int64 .Values.database.port) | toString | quote }}
{{- range $_, $server := .Values.networkPolicy.servers }}
{{- if has "backend" $server.reachableFrom }}
- {{ (int64 $server.port) | toString | quote }}
{{- end }}
{{- end }}
{{- range $other, $neighbour := .Values.services }}
{{- if and (dig "enabled" true $neighbour) (has "backend" (dig "reachableFrom" list $neighbour)) }}
{{- toYaml (include "todo-chatbot.neighbour.reachedPorts" (dict "neighbour" $neighbour) | fromYamlArray) | nindent 0 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.ownConfig" -}}
{{- if .Values.ai.model }}
AI_MODEL: {{ .Values.ai.model | quote }}
{{- end }}
{{- if .Values.ai.baseUrl }}
OPENAI_BASE_URL: {{ .Values.ai.baseUrl | quote }}
{{- end }}
{{- if .Values.auth.url }}
{{ .Values.auth.urlEnv | quote }}: {{ .Values.auth.url | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.ownMounts" -}}
{{- range $mount := .Values.backend.extraVolumeMounts }}
- {{ kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") "" | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.ownSecrets" -}}
{{- if not (eq .Values.ai.provider "none") }}
{{ include "todo-chatbot.ai.variable" . | quote }}: {{ ternary .Values.ai.keyName (include "todo-chatbot.ai.variable" .) (not (empty .Values.ai.keyName)) | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.ownVariables" -}}
DB_MAX_OVERFLOW: "database.maxOverflow (with maxOverflowEnv: DB_MAX_OVERFLOW)"
DB_POOL_SIZE: "database.poolSize (with poolSizeEnv: DB_POOL_SIZE)"
{{- if .Values.ai.model }}
AI_MODEL: ai.model
{{- end }}
{{- if .Values.ai.baseUrl }}
OPENAI_BASE_URL: ai.baseUrl
{{- end }}
{{- if eq .Values.backend.preset "uvicorn" }}
UVICORN_WORKERS: database.workers
{{- end }}
{{- if or (eq .Values.backend.preset "fastapi") (eq .Values.backend.preset "gunicorn") }}
WEB_CONCURRENCY: database.workers
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.peers" -}}
{{- if .Values.frontend.enabled }}
- podSelector:
    matchLabels:
      {{- include "todo-chatbot.frontend.selectorLabels" . | nindent 6 }}
{{- end }}
{{- if .Values.tests.enabled }}
- podSelector:
    matchLabels:
      {{- include "todo-chatbot.test.selectorLabels" . | nindent 6 }}
{{- end }}
{{- with .Values.networkPolicy.backendFrom }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- range $other, $neighbour := .Values.services }}
{{- if and (dig "enabled" true $neighbour) (has "backend" (dig "reaches" list $neighbour)) }}
- podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ include "todo-chatbot.name" $ | quote }}
      app.kubernetes.io/instance: {{ $.Release.Name | quote }}
      app.kubernetes.io/component: {{ $other | quote }}
{{- end }}
{{- end }}
{{- range $job, $values := .Values.cronJobs }}
{{- if has "backend" (dig "reaches" list $values) }}
- podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ include "todo-chatbot.name" $ | quote }}
      app.kubernetes.io/instance: {{ $.Release.Name | quote }}
      app.kubernetes.io/component: {{ $job | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.placed.configMapEnv" -}}
{{- range $name, $value := .Values.backend.configMapEnv }}
{{ $name | quote }}: configMapEnv
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.placed.env" -}}
{{- range $name, $value := .Values.backend.env }}
{{ $name | quote }}: env
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.placed.envValueFrom" -}}
{{- range $name, $value := .Values.backend.envValueFrom }}
{{ $name | quote }}: envValueFrom
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.placed.secretEnv" -}}
{{- range $name, $value := include "todo-chatbot.backend.secretEnv" . | fromYaml }}
{{ $name | quote }}: secretEnv
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.poolSize" -}}
{{- if .Values.database.poolSizeEnv }}
{{ .Values.database.poolSizeEnv | quote }}: {{ (int64 .Values.database.poolSize) | toString | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.port" -}}
{{- .Values.backend.port | default (include "todo-chatbot.backend.presetPort" . | int64) | int64 }}
{{- end }}

{{- define "todo-chatbot.backend.presetEnv" -}}
{{- if eq .Values.backend.preset "uvicorn" }}
UVICORN_HOST: "0.0.0.0"
UVICORN_TIMEOUT_KEEP_ALIVE: "75"
FORWARDED_ALLOW_IPS: "*"
UVICORN_PORT: {{ (include "todo-chatbot.backend.port" . | int64) | toString | quote }}
UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN: {{ (int64 .Values.backend.rollout.drainSeconds) | toString | quote }}
UVICORN_WORKERS: {{ (int64 .Values.database.workers) | toString | quote }}
{{- else if eq .Values.backend.preset "fastapi" }}
FORWARDED_ALLOW_IPS: "*"
PORT: {{ (include "todo-chatbot.backend.port" . | int64) | toString | quote }}
WEB_CONCURRENCY: {{ (int64 .Values.database.workers) | toString | quote }}
{{- else if eq .Values.backend.preset "gunicorn" }}
FORWARDED_ALLOW_IPS: "*"
GUNICORN_CMD_ARGS: {{ printf "--bind=0.0.0.0:%d --graceful-timeout=%d --keep-alive=75 --worker-tmp-dir=/dev/shm" (include "todo-chatbot.backend.port" . | int64) (int64 .Values.backend.rollout.drainSeconds) | quote }}
WEB_CONCURRENCY: {{ (int64 .Values.database.workers) | toString | quote }}
XDG_RUNTIME_DIR: "/tmp"
{{- else if eq .Values.backend.preset "nextjs" }}
HOSTNAME: "0.0.0.0"
KEEP_ALIVE_TIMEOUT: "75000"
PORT: {{ (include "todo-chatbot.backend.port" . | int64) | toString | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.presetPath" -}}
{{- if eq .Values.backend.preset "none" }}
{{- "/" }}
{{- else if eq .Values.backend.preset "nextjs" }}
{{- "/" }}
{{- else }}
{{- "/health" }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.presetPaths" -}}
{{- if eq .Values.backend.preset "none" }}
"/tmp": "64Mi"
{{- else if eq .Values.backend.preset "uvicorn" }}
"/tmp": "64Mi"
{{- else if eq .Values.backend.preset "fastapi" }}
"/tmp": "64Mi"
{{- else if eq .Values.backend.preset "gunicorn" }}
"/tmp": "64Mi"
{{- else if eq .Values.backend.preset "nextjs" }}
"/app/.next/cache": "256Mi"
"/tmp": "64Mi"
{{- else }}
"/tmp": "64Mi"
"/var/cache/nginx": "64Mi"
"/var/run": "1Mi"
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.presetPort" -}}
{{- if eq .Values.backend.preset "none" }}
{{- 8080 }}
{{- else if eq .Values.backend.preset "nextjs" }}
{{- 3000 }}
{{- else if eq .Values.backend.preset "nginx" }}
{{- 80 }}
{{- else }}
{{- 8000 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.presetSysctls" -}}
{{- if eq .Values.backend.preset "nginx" }}
net.ipv4.ip_unprivileged_port_start: "0"
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.presetUser" -}}
{{- if eq .Values.backend.preset "nginx" }}
{{- 101 }}
{{- else }}
{{- 1000 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.reachedPorts" -}}
- {{ (.Values.backend.port | default 443 | int64) | toString | quote }}
- {{ (.Values.backend.service.port | default 443 | int64) | toString | quote }}
{{- range $_, $number := .Values.backend.extraPorts }}
- {{ (int64 $number) | toString | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.resources.limits" -}}
{{- range $key, $value := .Values.backend.resources.limits }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.resources.requests" -}}
{{- range $key, $value := .Values.backend.resources.requests }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.secretEnv" -}}
{{- range $key, $value := .Values.backend.secretEnv }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.secretFileSums" -}}
{{- range $path, $values := .Values.backend.secretFiles }}
{{- if not $values.secret }}
{{ $path | quote }}: {{ include "todo-chatbot.backend.keySums" (dict "root" $ "values" $values) | fromYamlArray | toJson | sha256sum | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.secretSums" -}}
{{- range $name, $key := merge (dict) (include "todo-chatbot.backend.secretEnv" . | fromYaml) (include "todo-chatbot.backend.ownSecrets" . | fromYaml) }}
{{ $name | quote }}: {{ get (merge (dict) $.Values.secrets.values) $key | sha256sum | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.selectorLabels" -}}
app.kubernetes.io/name: {{ include "todo-chatbot.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: backend
{{- end }}

{{- define "todo-chatbot.backend.serviceAccountName" -}}
{{- if .Values.backend.serviceAccount.name }}
{{- .Values.backend.serviceAccount.name }}
{{- else if .Values.backend.serviceAccount.create }}
{{- include "todo-chatbot.backend.fullname" . }}
{{- else }}
{{- "default" }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.servicePort" -}}
{{- .Values.backend.service.port | default (include "todo-chatbot.backend.port" . | int64) | int64 }}
{{- end }}

{{- define "todo-chatbot.backend.strongKeys" -}}
{{- $root := .root -}}
{{- $values := .values -}}
{{- range $key := dig "keys" list $values }}
{{- if and (regexMatch "\\A[!-9;-~]{32,}\\z|://[^/@:]*:[^/@]{16,}@" (get (merge (dict) $root.Values.secrets.values) $key)) (regexMatch "\\A[!-9;-~]*[0-9][!-9;-~]*\\z|://[^/@:]*:[^/@]*[0-9][^/@]*@" (get (merge (dict) $root.Values.secrets.values) $key)) (not (regexMatch "(?i)at-least-|change-?me|example|placeholder|password" (get (merge (dict) $root.Values.secrets.values) $key))) }}
- {{ $key | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.strongSecretFiles" -}}
{{- range $path, $values := .Values.backend.secretFiles }}
{{- if and (not $values.secret) (include "todo-chatbot.backend.strongKeys" (dict "root" $ "values" $values) | fromYamlArray) }}
{{ $path | quote }}: {{ $path | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.strongSecrets" -}}
{{- range $name, $key := merge (dict) (include "todo-chatbot.backend.secretEnv" . | fromYaml) (include "todo-chatbot.backend.ownSecrets" . | fromYaml) }}
{{- if and (regexMatch "\\A[!-9;-~]{32,}\\z|://[^/@:]*:[^/@]{16,}@" (get (merge (dict) $.Values.secrets.values) $key)) (regexMatch "\\A[!-9;-~]*[0-9][!-9;-~]*\\z|://[^/@:]*:[^/@]*[0-9][^/@]*@" (get (merge (dict) $.Values.secrets.values) $key)) (not (regexMatch "(?i)at-least-|change-?me|example|placeholder|password" (get (merge (dict) $.Values.secrets.values) $key))) }}
{{ $name | quote }}: {{ $name | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.sysctls" -}}
{{- toJson (merge (dict) .Values.backend.podSecurityContext.sysctls (include "todo-chatbot.backend.presetSysctls" . | fromYaml)) }}
{{- end }}

{{- define "todo-chatbot.backend.urls" -}}
{{- range $other, $neighbour := .Values.services }}
{{- if and (dig "enabled" true $neighbour) (has "backend" (dig "reachableFrom" list $neighbour)) }}
{{- if not (or (hasKey $.Values.backend.env (printf "%s_URL" ($other | replace "-" "_" | upper))) (hasKey (include "todo-chatbot.backend.secretEnv" $ | fromYaml) (printf "%s_URL" ($other | replace "-" "_" | upper))) (hasKey $.Values.backend.configMapEnv (printf "%s_URL" ($other | replace "-" "_" | upper))) (hasKey $.Values.backend.envValueFrom (printf "%s_URL" ($other | replace "-" "_" | upper)))) }}
- name: {{ printf "%s_URL" ($other | replace "-" "_" | upper) | quote }}
  value: {{ printf "http://%s:%d" (printf "%s-%s" (trunc (max 0 (sub 62 (len $other)) | int) (include "todo-chatbot.fullname" $) | trimSuffix "-") $other) ((dig "service" dict $neighbour).port | default (include "todo-chatbot.neighbour.port" (dict "neighbour" $neighbour) | int64) | int64) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.writablePaths" -}}
{{- range $path, $size := merge (dict) .Values.backend.writablePaths (include "todo-chatbot.backend.presetPaths" . | fromYaml) }}
{{- if not (has $path (include "todo-chatbot.backend.ownMounts" $ | fromYamlArray)) }}
{{ $path | quote }}: {{ $size | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.chart" -}}
{{- regexReplaceAll "[^A-Za-z0-9_.-]" (printf "todo-chatbot-%s" .Chart.Version) "_" | trunc 63 | trimAll "_.-" }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.fullname" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- printf "%s-%s" (trunc (max 0 (sub 62 (len $name)) | int) (include "todo-chatbot.fullname" $root) | trimSuffix "-") $name }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.image" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- if dig "image" "digest" "" $cronJob }}
{{- printf "%s@%s" (include "todo-chatbot.cron-jobs.imagePath" (dict "root" $root "cronJob" $cronJob)) (dig "image" "digest" "" $cronJob) }}
{{- else }}
{{- printf "%s:%s" (include "todo-chatbot.cron-jobs.imagePath" (dict "root" $root "cronJob" $cronJob)) (dig "image" "tag" "" $cronJob | default (include "todo-chatbot.imageTag" $root)) }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.imagePath" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- if dig "image" "registry" "" $cronJob | default $root.Values.global.imageRegistry }}
{{- printf "%s/%s" (dig "image" "registry" "" $cronJob | default $root.Values.global.imageRegistry) (dig "image" "repository" "" $cronJob) }}
{{- else }}
{{- dig "image" "repository" "" $cronJob }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.jobEnv" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- range $name2, $key := include "todo-chatbot.cron-jobs.jobKeys" (dict "root" $root "cronJob" $cronJob) | fromJson }}
{{- if not (or (hasKey (dig "env" dict $cronJob) $name2) (hasKey (dig "envValueFrom" dict $cronJob) $name2)) }}
- name: {{ $name2 | quote }}
  valueFrom:
    secretKeyRef:
      name: {{ include "todo-chatbot.secrets.secretName" $root | quote }}
      key: {{ $key | quote }}
{{- end }}
{{- end }}
{{- if eq (dig "service" "" $cronJob) "frontend" }}
{{- range $variable, $source := $root.Values.frontend.envValueFrom }}
{{- if not (or (hasKey (dig "env" dict $cronJob) $variable) (hasKey (include "todo-chatbot.cronJob.secretEnv" (dict "cronJob" $cronJob) | fromYaml) $variable) (hasKey (dig "envValueFrom" dict $cronJob) $variable)) }}
- name: {{ $variable | quote }}
  valueFrom:
    {{- include "todo-chatbot.variableSource" (dict "source" $source) | trimPrefix "\n" | nindent 4 }}
{{- end }}
{{- end }}
{{- end }}
{{- if eq (dig "service" "" $cronJob) "backend" }}
{{- range $variable, $source := $root.Values.backend.envValueFrom }}
{{- if not (or (hasKey (dig "env" dict $cronJob) $variable) (hasKey (include "todo-chatbot.cronJob.secretEnv" (dict "cronJob" $cronJob) | fromYaml) $variable) (hasKey (dig "envValueFrom" dict $cronJob) $variable)) }}
- name: {{ $variable | quote }}
  valueFrom:
    {{- include "todo-chatbot.variableSource" (dict "source" $source) | trimPrefix "\n" | nindent 4 }}
{{- end }}
{{- end }}
{{- end }}
{{- range $other, $neighbour := $root.Values.services }}
{{- if eq (dig "service" "" $cronJob) $other }}
{{- range $variable, $source := dig "envValueFrom" dict $neighbour }}
{{- if not (or (hasKey (dig "env" dict $cronJob) $variable) (hasKey (include "todo-chatbot.cronJob.secretEnv" (dict "cronJob" $cronJob) | fromYaml) $variable) (hasKey (dig "envValueFrom" dict $cronJob) $variable)) }}
- name: {{ $variable | quote }}
  valueFrom:
    {{- include "todo-chatbot.variableSource" (dict "source" $source) | trimPrefix "\n" | nindent 4 }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- range $name2, $source := dig "envValueFrom" dict $cronJob }}
- name: {{ $name2 | quote }}
  valueFrom:
    {{- include "todo-chatbot.variableSource" (dict "source" $source) | trimPrefix "\n" | nindent 4 }}
{{- end }}
{{- with include "todo-chatbot.cron-jobs.urls" (dict "root" $root "cronJob" $cronJob) | fromYamlArray }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.cron-jobs.jobVariables" (dict "root" $root "cronJob" $cronJob) | fromJson }}
{{- if not (contains "$(" $value) }}
{{- if not (or (hasKey (include "todo-chatbot.cronJob.secretEnv" (dict "cronJob" $cronJob) | fromYaml) $variable) (hasKey (dig "envValueFrom" dict $cronJob) $variable)) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.cron-jobs.jobVariables" (dict "root" $root "cronJob" $cronJob) | fromJson }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.cron-jobs.jobVariables.level2" (dict "root" $root "cronJob" $cronJob))) }}
{{- if not (or (hasKey (include "todo-chatbot.cronJob.secretEnv" (dict "cronJob" $cronJob) | fromYaml) $variable) (hasKey (dig "envValueFrom" dict $cronJob) $variable)) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.cron-jobs.jobVariables" (dict "root" $root "cronJob" $cronJob) | fromJson }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.cron-jobs.jobVariables.level1" (dict "root" $root "cronJob" $cronJob))) (not (contains (printf "$(%s)" $variable) (include "todo-chatbot.cron-jobs.jobVariables.level2" (dict "root" $root "cronJob" $cronJob)))) }}
{{- if not (or (hasKey (include "todo-chatbot.cronJob.secretEnv" (dict "cronJob" $cronJob) | fromYaml) $variable) (hasKey (dig "envValueFrom" dict $cronJob) $variable)) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.cron-jobs.jobVariables" (dict "root" $root "cronJob" $cronJob) | fromJson }}
{{- if and (contains "$(" $value) (not (contains (printf "$(%s)" $variable) (include "todo-chatbot.cron-jobs.jobVariables.level1" (dict "root" $root "cronJob" $cronJob)))) }}
{{- if not (or (hasKey (include "todo-chatbot.cronJob.secretEnv" (dict "cronJob" $cronJob) | fromYaml) $variable) (hasKey (dig "envValueFrom" dict $cronJob) $variable)) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.jobEnvFrom" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- if eq (dig "service" "" $cronJob) "frontend" }}
{{- with $root.Values.frontend.extraEnvFrom }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}
{{- if eq (dig "service" "" $cronJob) "backend" }}
{{- with $root.Values.backend.extraEnvFrom }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}
{{- range $other, $neighbour := $root.Values.services }}
{{- if eq (dig "service" "" $cronJob) $other }}
{{- with dig "extraEnvFrom" list $neighbour }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}
{{- end }}
{{- with dig "extraEnvFrom" list $cronJob }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.jobKeys" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- toJson (merge (dict) (include "todo-chatbot.cronJob.secretEnv" (dict "cronJob" $cronJob) | fromYaml) (get (include "todo-chatbot.services.all.secretEnv" $root | fromYaml) (dig "service" "" $cronJob) | default dict)) }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.jobNodes" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- toJson (merge (dict) (dig "nodeSelector" dict $cronJob) (get (include "todo-chatbot.services.all.nodes" $root | fromYaml) (dig "service" "" $cronJob) | default dict)) }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.jobTolerations" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- with dig "tolerations" list $cronJob }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- if eq (dig "service" "" $cronJob) "frontend" }}
{{- with $root.Values.frontend.tolerations }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}
{{- if eq (dig "service" "" $cronJob) "backend" }}
{{- with $root.Values.backend.tolerations }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}
{{- range $other, $neighbour := $root.Values.services }}
{{- if eq (dig "service" "" $cronJob) $other }}
{{- with dig "tolerations" list $neighbour }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.jobVariables" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- toJson (merge (dict) (dig "env" dict $cronJob) (get (include "todo-chatbot.services.all.env" $root | fromYaml) (dig "service" "" $cronJob) | default dict)) }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.jobVariables.level1" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- join " " (include "todo-chatbot.join.cron-jobs.jobVariables" (dict "root" $root "cronJob" $cronJob) | fromYamlArray) }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.jobVariables.level2" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- join " " (include "todo-chatbot.join.cron-jobs.jobVariables2" (dict "root" $root "cronJob" $cronJob) | fromYamlArray) }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.jobVolumeMounts" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- range $path, $_ := dig "writablePaths" (dict "/tmp" "64Mi") $cronJob }}
- name: {{ printf "writable-%s" ($path | sha256sum | trunc 8) | quote }}
  mountPath: {{ $path | quote }}
{{- end }}
{{- range $path, $_ := dig "secretFiles" dict $cronJob }}
- name: {{ printf "secret-%s" ($path | sha256sum | trunc 8) | quote }}
  mountPath: {{ $path | quote }}
  readOnly: true
{{- end }}
{{- if eq (dig "service" "" $cronJob) "frontend" }}
{{- range $path, $files := $root.Values.frontend.secretFiles }}
{{- if not (or (hasKey (dig "secretFiles" dict $cronJob) $path) (hasKey (dig "writablePaths" (dict "/tmp" "64Mi") $cronJob) $path) (contains (printf "\"mountPath\":\"%s\"" $path) (dig "extraVolumeMounts" list $cronJob | toJson))) }}
- name: {{ printf "secret-%s" ($path | sha256sum | trunc 8) | quote }}
  mountPath: {{ $path | quote }}
  readOnly: true
{{- end }}
{{- end }}
{{- end }}
{{- if eq (dig "service" "" $cronJob) "backend" }}
{{- range $path, $files := $root.Values.backend.secretFiles }}
{{- if not (or (hasKey (dig "secretFiles" dict $cronJob) $path) (hasKey (dig "writablePaths" (dict "/tmp" "64Mi") $cronJob) $path) (contains (printf "\"mountPath\":\"%s\"" $path) (dig "extraVolumeMounts" list $cronJob | toJson))) }}
- name: {{ printf "secret-%s" ($path | sha256sum | trunc 8) | quote }}
  mountPath: {{ $path | quote }}
  readOnly: true
{{- end }}
{{- end }}
{{- end }}
{{- range $other, $neighbour := $root.Values.services }}
{{- if eq (dig "service" "" $cronJob) $other }}
{{- range $path, $files := dig "secretFiles" dict $neighbour }}
{{- if not (or (hasKey (dig "secretFiles" dict $cronJob) $path) (hasKey (dig "writablePaths" (dict "/tmp" "64Mi") $cronJob) $path) (contains (printf "\"mountPath\":\"%s\"" $path) (dig "extraVolumeMounts" list $cronJob | toJson))) }}
- name: {{ printf "secret-%s" ($path | sha256sum | trunc 8) | quote }}
  mountPath: {{ $path | quote }}
  readOnly: true
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- with dig "extraVolumeMounts" list $cronJob }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.jobVolumes" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- range $path, $size := dig "writablePaths" (dict "/tmp" "64Mi") $cronJob }}
- name: {{ printf "writable-%s" ($path | sha256sum | trunc 8) | quote }}
  emptyDir:
    sizeLimit: {{ $size | quote }}
{{- end }}
{{- range $path, $values := dig "secretFiles" dict $cronJob }}
- name: {{ printf "secret-%s" ($path | sha256sum | trunc 8) | quote }}
  secret:
    secretName: {{ ternary (dig "secret" "" $values) (include "todo-chatbot.secrets.secretName" $root) (not (empty (dig "secret" "" $values))) | quote }}
    defaultMode: 288
    {{- if $values.keys }}
    items:
      {{- range $key := dig "keys" list $values }}
      - key: {{ $key | quote }}
        path: {{ $key | quote }}
      {{- end }}
    {{- end }}
{{- end }}
{{- if eq (dig "service" "" $cronJob) "frontend" }}
{{- range $path, $files := $root.Values.frontend.secretFiles }}
{{- if not (or (hasKey (dig "secretFiles" dict $cronJob) $path) (hasKey (dig "writablePaths" (dict "/tmp" "64Mi") $cronJob) $path) (contains (printf "\"mountPath\":\"%s\"" $path) (dig "extraVolumeMounts" list $cronJob | toJson))) }}
- name: {{ printf "secret-%s" ($path | sha256sum | trunc 8) | quote }}
  secret:
    secretName: {{ ternary (dig "secret" "" $files) (include "todo-chatbot.secrets.secretName" $root) (not (empty (dig "secret" "" $files))) | quote }}
    defaultMode: 288
    {{- if $files.keys }}
    items:
      {{- range $key := dig "keys" list $files }}
      - key: {{ $key | quote }}
        path: {{ $key | quote }}
      {{- end }}
    {{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- if eq (dig "service" "" $cronJob) "backend" }}
{{- range $path, $files := $root.Values.backend.secretFiles }}
{{- if not (or (hasKey (dig "secretFiles" dict $cronJob) $path) (hasKey (dig "writablePaths" (dict "/tmp" "64Mi") $cronJob) $path) (contains (printf "\"mountPath\":\"%s\"" $path) (dig "extraVolumeMounts" list $cronJob | toJson))) }}
- name: {{ printf "secret-%s" ($path | sha256sum | trunc 8) | quote }}
  secret:
    secretName: {{ ternary (dig "secret" "" $files) (include "todo-chatbot.secrets.secretName" $root) (not (empty (dig "secret" "" $files))) | quote }}
    defaultMode: 288
    {{- if $files.keys }}
    items:
      {{- range $key := dig "keys" list $files }}
      - key: {{ $key | quote }}
        path: {{ $key | quote }}
      {{- end }}
    {{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- range $other, $neighbour := $root.Values.services }}
{{- if eq (dig "service" "" $cronJob) $other }}
{{- range $path, $files := dig "secretFiles" dict $neighbour }}
{{- if not (or (hasKey (dig "secretFiles" dict $cronJob) $path) (hasKey (dig "writablePaths" (dict "/tmp" "64Mi") $cronJob) $path) (contains (printf "\"mountPath\":\"%s\"" $path) (dig "extraVolumeMounts" list $cronJob | toJson))) }}
- name: {{ printf "secret-%s" ($path | sha256sum | trunc 8) | quote }}
  secret:
    secretName: {{ ternary (dig "secret" "" $files) (include "todo-chatbot.secrets.secretName" $root) (not (empty (dig "secret" "" $files))) | quote }}
    defaultMode: 288
    {{- if $files.keys }}
    items:
      {{- range $key := dig "keys" list $files }}
      - key: {{ $key | quote }}
        path: {{ $key | quote }}
      {{- end }}
    {{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- with dig "extraVolumes" list $cronJob }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.labels" -}}
{{- $root := .root -}}
{{- $name := .name -}}
app.kubernetes.io/name: {{ include "todo-chatbot.name" $root | quote }}
app.kubernetes.io/instance: {{ $root.Release.Name | quote }}
app.kubernetes.io/component: {{ $name | quote }}
app.kubernetes.io/part-of: {{ include "todo-chatbot.name" $root | quote }}
app.kubernetes.io/managed-by: Helm
app.kubernetes.io/version: {{ include "todo-chatbot.version" $root | quote }}
helm.sh/chart: {{ include "todo-chatbot.chart" $root | quote }}
{{- with $root.Values.commonLabels }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.selectorLabels" -}}
{{- $root := .root -}}
{{- $name := .name -}}
app.kubernetes.io/name: {{ include "todo-chatbot.name" $root | quote }}
app.kubernetes.io/instance: {{ $root.Release.Name | quote }}
app.kubernetes.io/component: {{ $name | quote }}
{{- end }}

{{- define "todo-chatbot.cron-jobs.urls" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- if and $root.Values.frontend.enabled (has "frontend" (dig "reaches" list $cronJob)) }}
{{- if not (or (hasKey (dig "env" dict $cronJob) "FRONTEND_URL") (hasKey (include "todo-chatbot.cronJob.secretEnv" (dict "cronJob" $cronJob) | fromYaml) "FRONTEND_URL") (hasKey (dig "envValueFrom" dict $cronJob) "FRONTEND_URL") (hasKey (get (include "todo-chatbot.services.all.places" $root | fromYaml) (dig "service" "" $cronJob) | default dict) "FRONTEND_URL")) }}
- name: FRONTEND_URL
  value: {{ printf "http://%s:%d" (include "todo-chatbot.frontend.fullname" $root) (include "todo-chatbot.frontend.servicePort" $root | int64) | quote }}
{{- end }}
{{- end }}
{{- if and $root.Values.backend.enabled (has "backend" (dig "reaches" list $cronJob)) }}
{{- if not (or (hasKey (dig "env" dict $cronJob) "BACKEND_URL") (hasKey (include "todo-chatbot.cronJob.secretEnv" (dict "cronJob" $cronJob) | fromYaml) "BACKEND_URL") (hasKey (dig "envValueFrom" dict $cronJob) "BACKEND_URL") (hasKey (get (include "todo-chatbot.services.all.places" $root | fromYaml) (dig "service" "" $cronJob) | default dict) "BACKEND_URL")) }}
- name: BACKEND_URL
  value: {{ printf "http://%s:%d" (include "todo-chatbot.backend.fullname" $root) (include "todo-chatbot.backend.servicePort" $root | int64) | quote }}
{{- end }}
{{- end }}
{{- range $other, $neighbour := $root.Values.services }}
{{- if and (dig "enabled" true $neighbour) (has $other (dig "reaches" list $cronJob)) }}
{{- if not (or (hasKey (dig "env" dict $cronJob) (printf "%s_URL" ($other | replace "-" "_" | upper))) (hasKey (include "todo-chatbot.cronJob.secretEnv" (dict "cronJob" $cronJob) | fromYaml) (printf "%s_URL" ($other | replace "-" "_" | upper))) (hasKey (dig "envValueFrom" dict $cronJob) (printf "%s_URL" ($other | replace "-" "_" | upper))) (hasKey (get (include "todo-chatbot.services.all.places" $root | fromYaml) (dig "service" "" $cronJob) | default dict) (printf "%s_URL" ($other | replace "-" "_" | upper)))) }}
- name: {{ printf "%s_URL" ($other | replace "-" "_" | upper) | quote }}
  value: {{ printf "http://%s:%d" (printf "%s-%s" (trunc (max 0 (sub 62 (len $other)) | int) (include "todo-chatbot.fullname" $root) | trimSuffix "-") $other) ((dig "service" dict $neighbour).port | default (include "todo-chatbot.neighbour.port" (dict "neighbour" $neighbour) | int64) | int64) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.cronJob.resources.limits" -}}
{{- $cronJob := .cronJob -}}
{{- range $key, $value := dig "resources" "limits" (dict "cpu" "500m" "memory" "256Mi") $cronJob }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.cronJob.resources.requests" -}}
{{- $cronJob := .cronJob -}}
{{- range $key, $value := dig "resources" "requests" (dict "cpu" "100m" "memory" "128Mi") $cronJob }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.cronJob.secretEnv" -}}
{{- $cronJob := .cronJob -}}
{{- range $key, $value := dig "secretEnv" dict $cronJob }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.cronJobs.connections" -}}
{{- range $name, $job := .Values.cronJobs }}
{{ $name | quote }}: {{ ternary (ternary 10 (get (merge (dict) (include "todo-chatbot.services.connectionsOfMain" $ | fromYaml) (include "todo-chatbot.services.connectionsPerPod" $ | fromYaml)) (dig "service" "" $job) | int64) (or (hasKey (dig "env" dict $job) "DATABASE_URL") (hasKey (include "todo-chatbot.job.secretEnv" (dict "job" $job) | fromYaml) "DATABASE_URL") (hasKey (dig "envValueFrom" dict $job) "DATABASE_URL")) | int64) ($job.databaseConnections | default 0 | int64) (kindIs "invalid" $job.databaseConnections) | int64 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.dashboard.fullname" -}}
{{- printf "%s-dashboard" (include "todo-chatbot.fullname" . | trunc 53 | trimSuffix "-") }}
{{- end }}

{{- define "todo-chatbot.database.isInside" -}}
{{- or (not (empty .Values.database.podSelector)) (not (empty .Values.database.namespaceSelector)) | toJson }}
{{- end }}

{{- define "todo-chatbot.database.peers" -}}
{{- if .Values.database.podSelector }}
- podSelector:
    {{- toYaml .Values.database.podSelector | nindent 4 }}
  {{- with .Values.database.namespaceSelector }}
  namespaceSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- else }}
- namespaceSelector:
    {{- toYaml .Values.database.namespaceSelector | nindent 4 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.env" -}}
{{- range $name, $key := include "todo-chatbot.backend.secretEnv" . | fromYaml }}
- name: {{ $name | quote }}
  valueFrom:
    secretKeyRef:
      name: {{ include "todo-chatbot.secrets.secretName" $ | quote }}
      key: {{ $key | quote }}
{{- end }}
{{- range $name, $source := .Values.backend.envValueFrom }}
- name: {{ $name | quote }}
  valueFrom:
    {{- include "todo-chatbot.variableSource" (dict "source" $source) | trimPrefix "\n" | nindent 4 }}
{{- end }}
{{- if .Values.database.directUrlKey }}
- name: DIRECT_DATABASE_URL
  valueFrom:
    secretKeyRef:
      name: {{ include "todo-chatbot.secrets.secretName" . | quote }}
      key: {{ .Values.database.directUrlKey | quote }}
{{- end }}
{{- range $variable, $value := .Values.backend.env }}
{{- if not (contains "$(" $value) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := .Values.backend.env }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.migrations.env.level2" $)) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := .Values.backend.env }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.migrations.env.level1" $)) (not (contains (printf "$(%s)" $variable) (include "todo-chatbot.migrations.env.level2" $))) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := .Values.backend.env }}
{{- if and (contains "$(" $value) (not (contains (printf "$(%s)" $variable) (include "todo-chatbot.migrations.env.level1" $))) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.env2" -}}
{{- range $name, $key := include "todo-chatbot.backend.secretEnv" . | fromYaml }}
- name: {{ $name | quote }}
  valueFrom:
    secretKeyRef:
      name: {{ include "todo-chatbot.secrets.secretName" $ | quote }}
      key: {{ $key | quote }}
{{- end }}
{{- range $name, $source := .Values.backend.envValueFrom }}
- name: {{ $name | quote }}
  valueFrom:
    {{- include "todo-chatbot.variableSource" (dict "source" $source) | trimPrefix "\n" | nindent 4 }}
{{- end }}
{{- if not (eq .Values.ai.provider "none") }}
- name: {{ include "todo-chatbot.ai.variable" . | quote }}
  valueFrom:
    secretKeyRef:
      name: {{ include "todo-chatbot.secrets.secretName" . | quote }}
      key: {{ ternary .Values.ai.keyName (include "todo-chatbot.ai.variable" .) (not (empty .Values.ai.keyName)) | quote }}
{{- end }}
{{- with include "todo-chatbot.backend.urls" . | fromYamlArray }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.backend.env" . | fromJson }}
{{- if not (contains "$(" $value) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.backend.env" . | fromJson }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.backend.env.level2" $)) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.backend.env" . | fromJson }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.backend.env.level1" $)) (not (contains (printf "$(%s)" $variable) (include "todo-chatbot.backend.env.level2" $))) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.backend.env" . | fromJson }}
{{- if and (contains "$(" $value) (not (contains (printf "$(%s)" $variable) (include "todo-chatbot.backend.env.level1" $))) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.env3" -}}
{{- range $name, $key := include "todo-chatbot.frontend.secretEnv" . | fromYaml }}
- name: {{ $name | quote }}
  valueFrom:
    secretKeyRef:
      name: {{ include "todo-chatbot.secrets.secretName" $ | quote }}
      key: {{ $key | quote }}
{{- end }}
{{- range $name, $source := .Values.frontend.envValueFrom }}
- name: {{ $name | quote }}
  valueFrom:
    {{- include "todo-chatbot.variableSource" (dict "source" $source) | trimPrefix "\n" | nindent 4 }}
{{- end }}
{{- with include "todo-chatbot.frontend.urls" . | fromYamlArray }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.frontend.env" . | fromJson }}
{{- if not (contains "$(" $value) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.frontend.env" . | fromJson }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.frontend.env.level2" $)) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.frontend.env" . | fromJson }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.frontend.env.level1" $)) (not (contains (printf "$(%s)" $variable) (include "todo-chatbot.frontend.env.level2" $))) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.frontend.env" . | fromJson }}
{{- if and (contains "$(" $value) (not (contains (printf "$(%s)" $variable) (include "todo-chatbot.frontend.env.level1" $))) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.env4" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- $service := .service -}}
{{- range $name2, $key := include "todo-chatbot.service.secretEnv" (dict "service" $service) | fromYaml }}
- name: {{ $name2 | quote }}
  valueFrom:
    secretKeyRef:
      name: {{ include "todo-chatbot.secrets.secretName" $root | quote }}
      key: {{ $key | quote }}
{{- end }}
{{- range $name2, $source := dig "envValueFrom" dict $service }}
- name: {{ $name2 | quote }}
  valueFrom:
    {{- include "todo-chatbot.variableSource" (dict "source" $source) | trimPrefix "\n" | nindent 4 }}
{{- end }}
{{- with include "todo-chatbot.services.urls" (dict "root" $root "name" $name "service" $service) | fromYamlArray }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.services.env" (dict "service" $service) | fromJson }}
{{- if not (contains "$(" $value) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.services.env" (dict "service" $service) | fromJson }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.services.env.level2" (dict "service" $service))) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.services.env" (dict "service" $service) | fromJson }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.services.env.level1" (dict "service" $service))) (not (contains (printf "$(%s)" $variable) (include "todo-chatbot.services.env.level2" (dict "service" $service)))) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := include "todo-chatbot.services.env" (dict "service" $service) | fromJson }}
{{- if and (contains "$(" $value) (not (contains (printf "$(%s)" $variable) (include "todo-chatbot.services.env.level1" (dict "service" $service)))) }}
- name: {{ $variable | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend-test.fullname" -}}
{{- printf "%s-frontend-test" (include "todo-chatbot.fullname" . | trunc 49 | trimSuffix "-") }}
{{- end }}

{{- define "todo-chatbot.frontend.asksHttps" -}}
{{- or (.Values.frontend.networkPolicy.https | default false) (and (kindIs "invalid" .Values.frontend.networkPolicy.https) (or (not (empty (include "todo-chatbot.frontend.secretEnv" . | fromYaml))) (not (empty .Values.frontend.envValueFrom)) (not (empty .Values.frontend.extraEnvFrom)) (not (empty .Values.frontend.secretFiles)))) | toJson }}
{{- end }}

{{- define "todo-chatbot.frontend.config" -}}
{{- toJson (merge (dict) .Values.frontend.configMapEnv (include "todo-chatbot.frontend.ownConfig" . | fromYaml)) }}
{{- end }}

{{- define "todo-chatbot.frontend.env" -}}
{{- toJson (merge (dict) .Values.frontend.env (include "todo-chatbot.frontend.ownEnv" . | fromYaml) (include "todo-chatbot.frontend.presetEnv" . | fromYaml)) }}
{{- end }}

{{- define "todo-chatbot.frontend.env.level1" -}}
{{- join " " (include "todo-chatbot.join.frontend.env" . | fromYamlArray) }}
{{- end }}

{{- define "todo-chatbot.frontend.env.level2" -}}
{{- join " " (include "todo-chatbot.join.frontend.env2" . | fromYamlArray) }}
{{- end }}

{{- define "todo-chatbot.frontend.fullname" -}}
{{- printf "%s-frontend" (include "todo-chatbot.fullname" . | trunc 54 | trimSuffix "-") }}
{{- end }}

{{- define "todo-chatbot.frontend.gatewayPaths" -}}
{{- range $path := .Values.gateway.paths }}
{{- if not $path.hostnames }}
- {{ $path.path | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.gatewayRoots" -}}
{{- range $path := .Values.gateway.paths }}
{{- if and (eq $path.path "/") (eq (dig "type" "Prefix" $path) "Prefix") (not $path.hostnames) }}
- "/"
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.image" -}}
{{- if .Values.frontend.image.digest }}
{{- printf "%s@%s" (include "todo-chatbot.frontend.imagePath" .) .Values.frontend.image.digest }}
{{- else }}
{{- printf "%s:%s" (include "todo-chatbot.frontend.imagePath" .) (.Values.frontend.image.tag | default (include "todo-chatbot.imageTag" .)) }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.imagePath" -}}
{{- if .Values.frontend.image.registry | default .Values.global.imageRegistry }}
{{- printf "%s/%s" (.Values.frontend.image.registry | default .Values.global.imageRegistry) .Values.frontend.image.repository }}
{{- else }}
{{- .Values.frontend.image.repository }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.ingressHosts" -}}
{{- range $host := .Values.ingress.hosts }}
{{- if not (eq $host "*") }}
- {{ $host | quote }}
{{- end }}
{{- end }}
{{- range $index, $path := .Values.ingress.paths }}
{{- range $host := dig "hosts" list $path }}
{{- if not (has $host (include "todo-chatbot.includes.paths" (dict "root" $ "index" $index) | fromYamlArray)) }}
- {{ $host | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.ingressPaths" -}}
{{- range $path := .Values.ingress.backendPaths }}
- path: {{ $path | quote }}
  pathType: Prefix
  backend:
    service:
      name: {{ include "todo-chatbot.backend.fullname" $ | quote }}
      port:
        name: http
{{- end }}
{{- range $path := .Values.ingress.paths }}
{{- if not (or $path.rewrite $path.hosts) }}
- path: {{ $path.path | quote }}
  pathType: {{ dig "type" "Prefix" $path | quote }}
  backend:
    service:
      name: {{ printf "%s-%s" (trunc (max 0 (sub 62 (len (dig "service" "backend" $path))) | int) (include "todo-chatbot.fullname" $) | trimSuffix "-") (dig "service" "backend" $path) | quote }}
      port:
        name: {{ dig "port" "" $path | default "http" | quote }}
{{- end }}
{{- end }}
{{- if and .Values.frontend.enabled (not (include "todo-chatbot.frontend.ingressRoots" . | fromYamlArray)) }}
- path: "/"
  pathType: Prefix
  backend:
    service:
      name: {{ include "todo-chatbot.frontend.fullname" . | quote }}
      port:
        name: http
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.ingressRoots" -}}
{{- range $path := .Values.ingress.paths }}
{{- if and (eq $path.path "/") (eq (dig "type" "Prefix" $path) "Prefix") (not $path.hosts) }}
- "/"
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.keySums" -}}
{{- $root := .root -}}
{{- $values := .values -}}
{{- range $key := dig "keys" list $values }}
- {{ get (merge (dict) $root.Values.secrets.values) $key | sha256sum | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.labels" -}}
app.kubernetes.io/name: {{ include "todo-chatbot.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: frontend
app.kubernetes.io/part-of: {{ include "todo-chatbot.name" . | quote }}
app.kubernetes.io/managed-by: Helm
app.kubernetes.io/version: {{ include "todo-chatbot.version" . | quote }}
helm.sh/chart: {{ include "todo-chatbot.chart" . | quote }}
{{- with .Values.commonLabels }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.openPorts" -}}
- "80"
- "443"
- "3000"
- "8000"
- "8080"
- {{ (int64 .Values.database.port) | toString | quote }}
{{- range $_, $server := .Values.networkPolicy.servers }}
{{- if has "frontend" $server.reachableFrom }}
- {{ (int64 $server.port) | toString | quote }}
{{- end }}
{{- end }}
{{- if .Values.backend.enabled }}
{{- toYaml (include "todo-chatbot.backend.reachedPorts" . | fromYamlArray) | nindent 0 }}
{{- end }}
{{- range $other, $neighbour := .Values.services }}
{{- if and (dig "enabled" true $neighbour) (has "frontend" (dig "reachableFrom" list $neighbour)) }}
{{- toYaml (include "todo-chatbot.neighbour.reachedPorts" (dict "neighbour" $neighbour) | fromYamlArray) | nindent 0 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.ownConfig" -}}
{{- if .Values.auth.url }}
{{ .Values.auth.urlEnv | quote }}: {{ .Values.auth.url | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.ownEnv" -}}
{{- if .Values.backend.enabled }}
{{ .Values.frontend.backendUrlEnv | quote }}: {{ printf "http://%s:%d" (include "todo-chatbot.backend.fullname" .) (include "todo-chatbot.backend.servicePort" . | int64) | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.ownMounts" -}}
{{- range $mount := .Values.frontend.extraVolumeMounts }}
- {{ kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") "" | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.placed.configMapEnv" -}}
{{- range $name, $value := .Values.frontend.configMapEnv }}
{{ $name | quote }}: configMapEnv
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.placed.env" -}}
{{- range $name, $value := .Values.frontend.env }}
{{ $name | quote }}: env
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.placed.envValueFrom" -}}
{{- range $name, $value := .Values.frontend.envValueFrom }}
{{ $name | quote }}: envValueFrom
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.placed.secretEnv" -}}
{{- range $name, $value := include "todo-chatbot.frontend.secretEnv" . | fromYaml }}
{{ $name | quote }}: secretEnv
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.port" -}}
{{- .Values.frontend.port | default (include "todo-chatbot.frontend.presetPort" . | int64) | int64 }}
{{- end }}

{{- define "todo-chatbot.frontend.presetEnv" -}}
{{- if eq .Values.frontend.preset "uvicorn" }}
UVICORN_HOST: "0.0.0.0"
UVICORN_TIMEOUT_KEEP_ALIVE: "75"
FORWARDED_ALLOW_IPS: "*"
UVICORN_PORT: {{ (include "todo-chatbot.frontend.port" . | int64) | toString | quote }}
UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN: {{ (int64 .Values.frontend.rollout.drainSeconds) | toString | quote }}
UVICORN_WORKERS: "1"
{{- else if eq .Values.frontend.preset "fastapi" }}
FORWARDED_ALLOW_IPS: "*"
PORT: {{ (include "todo-chatbot.frontend.port" . | int64) | toString | quote }}
WEB_CONCURRENCY: "1"
{{- else if eq .Values.frontend.preset "gunicorn" }}
FORWARDED_ALLOW_IPS: "*"
GUNICORN_CMD_ARGS: {{ printf "--bind=0.0.0.0:%d --graceful-timeout=%d --keep-alive=75 --worker-tmp-dir=/dev/shm" (include "todo-chatbot.frontend.port" . | int64) (int64 .Values.frontend.rollout.drainSeconds) | quote }}
WEB_CONCURRENCY: "1"
XDG_RUNTIME_DIR: "/tmp"
{{- else if eq .Values.frontend.preset "nextjs" }}
HOSTNAME: "0.0.0.0"
KEEP_ALIVE_TIMEOUT: "75000"
PORT: {{ (include "todo-chatbot.frontend.port" . | int64) | toString | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.presetPath" -}}
{{- if eq .Values.frontend.preset "none" }}
{{- "/" }}
{{- else if eq .Values.frontend.preset "nextjs" }}
{{- "/" }}
{{- else }}
{{- "/health" }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.presetPaths" -}}
{{- if eq .Values.frontend.preset "none" }}
"/tmp": "64Mi"
{{- else if eq .Values.frontend.preset "uvicorn" }}
"/tmp": "64Mi"
{{- else if eq .Values.frontend.preset "fastapi" }}
"/tmp": "64Mi"
{{- else if eq .Values.frontend.preset "gunicorn" }}
"/tmp": "64Mi"
{{- else if eq .Values.frontend.preset "nextjs" }}
"/app/.next/cache": "256Mi"
"/tmp": "64Mi"
{{- else }}
"/tmp": "64Mi"
"/var/cache/nginx": "64Mi"
"/var/run": "1Mi"
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.presetPort" -}}
{{- if eq .Values.frontend.preset "none" }}
{{- 8080 }}
{{- else if eq .Values.frontend.preset "nextjs" }}
{{- 3000 }}
{{- else if eq .Values.frontend.preset "nginx" }}
{{- 80 }}
{{- else }}
{{- 8000 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.presetSysctls" -}}
{{- if eq .Values.frontend.preset "nginx" }}
net.ipv4.ip_unprivileged_port_start: "0"
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.presetUser" -}}
{{- if eq .Values.frontend.preset "nginx" }}
{{- 101 }}
{{- else }}
{{- 1000 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.reachedPorts" -}}
- {{ (.Values.frontend.port | default 443 | int64) | toString | quote }}
- {{ (.Values.frontend.service.port | default 443 | int64) | toString | quote }}
{{- range $_, $number := .Values.frontend.extraPorts }}
- {{ (int64 $number) | toString | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.resources.limits" -}}
{{- range $key, $value := .Values.frontend.resources.limits }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.resources.requests" -}}
{{- range $key, $value := .Values.frontend.resources.requests }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.rewriting" -}}
{{- $root := .root -}}
{{- $index := .index -}}
{{- $path := .path -}}
{{- if eq $root.Values.ingress.controller "traefik" }}
traefik.ingress.kubernetes.io/router.middlewares: {{ ternary (printf "%s,%s-%s-path-%d@kubernetescrd" (get $root.Values.ingress.annotations "traefik.ingress.kubernetes.io/router.middlewares") $root.Release.Namespace (include "todo-chatbot.frontend.fullname" $root) (int64 $index)) (printf "%s-%s-path-%d@kubernetescrd" $root.Release.Namespace (include "todo-chatbot.frontend.fullname" $root) (int64 $index)) (hasKey $root.Values.ingress.annotations "traefik.ingress.kubernetes.io/router.middlewares") | quote }}
{{- end }}
{{- if eq $root.Values.ingress.controller "nginx" }}
nginx.ingress.kubernetes.io/use-regex: "true"
{{- end }}
{{- if eq $root.Values.ingress.controller "nginx" }}
nginx.ingress.kubernetes.io/rewrite-target: {{ ternary (printf "%s$1$2" (dig "rewrite" "" $path | trimSuffix "/")) "/$2" (not (empty (dig "rewrite" "" $path | trimSuffix "/"))) | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.secretEnv" -}}
{{- range $key, $value := .Values.frontend.secretEnv }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.secretFileSums" -}}
{{- range $path, $values := .Values.frontend.secretFiles }}
{{- if not $values.secret }}
{{ $path | quote }}: {{ include "todo-chatbot.frontend.keySums" (dict "root" $ "values" $values) | fromYamlArray | toJson | sha256sum | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.secretSums" -}}
{{- range $name, $key := include "todo-chatbot.frontend.secretEnv" . | fromYaml }}
{{ $name | quote }}: {{ get (merge (dict) $.Values.secrets.values) $key | sha256sum | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.selectorLabels" -}}
app.kubernetes.io/name: {{ include "todo-chatbot.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: frontend
{{- end }}

{{- define "todo-chatbot.frontend.servedHosts" -}}
{{- if include "todo-chatbot.frontend.ingressPaths" . | fromYamlArray }}
{{- with .Values.ingress.hosts }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}
{{- range $path := .Values.ingress.paths }}
{{- if not $path.rewrite }}
{{- with dig "hosts" list $path }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.serviceAccountName" -}}
{{- if .Values.frontend.serviceAccount.name }}
{{- .Values.frontend.serviceAccount.name }}
{{- else if .Values.frontend.serviceAccount.create }}
{{- include "todo-chatbot.frontend.fullname" . }}
{{- else }}
{{- "default" }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.servicePort" -}}
{{- .Values.frontend.service.port | default (include "todo-chatbot.frontend.port" . | int64) | int64 }}
{{- end }}

{{- define "todo-chatbot.frontend.strongKeys" -}}
{{- $root := .root -}}
{{- $values := .values -}}
{{- range $key := dig "keys" list $values }}
{{- if and (regexMatch "\\A[!-9;-~]{32,}\\z|://[^/@:]*:[^/@]{16,}@" (get (merge (dict) $root.Values.secrets.values) $key)) (regexMatch "\\A[!-9;-~]*[0-9][!-9;-~]*\\z|://[^/@:]*:[^/@]*[0-9][^/@]*@" (get (merge (dict) $root.Values.secrets.values) $key)) (not (regexMatch "(?i)at-least-|change-?me|example|placeholder|password" (get (merge (dict) $root.Values.secrets.values) $key))) }}
- {{ $key | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.strongSecretFiles" -}}
{{- range $path, $values := .Values.frontend.secretFiles }}
{{- if and (not $values.secret) (include "todo-chatbot.frontend.strongKeys" (dict "root" $ "values" $values) | fromYamlArray) }}
{{ $path | quote }}: {{ $path | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.strongSecrets" -}}
{{- range $name, $key := include "todo-chatbot.frontend.secretEnv" . | fromYaml }}
{{- if and (regexMatch "\\A[!-9;-~]{32,}\\z|://[^/@:]*:[^/@]{16,}@" (get (merge (dict) $.Values.secrets.values) $key)) (regexMatch "\\A[!-9;-~]*[0-9][!-9;-~]*\\z|://[^/@:]*:[^/@]*[0-9][^/@]*@" (get (merge (dict) $.Values.secrets.values) $key)) (not (regexMatch "(?i)at-least-|change-?me|example|placeholder|password" (get (merge (dict) $.Values.secrets.values) $key))) }}
{{ $name | quote }}: {{ $name | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.sysctls" -}}
{{- toJson (merge (dict) .Values.frontend.podSecurityContext.sysctls (include "todo-chatbot.frontend.presetSysctls" . | fromYaml)) }}
{{- end }}

{{- define "todo-chatbot.frontend.urls" -}}
{{- range $other, $neighbour := .Values.services }}
{{- if and (dig "enabled" true $neighbour) (has "frontend" (dig "reachableFrom" list $neighbour)) }}
{{- if not (or (hasKey $.Values.frontend.env (printf "%s_URL" ($other | replace "-" "_" | upper))) (hasKey (include "todo-chatbot.frontend.secretEnv" $ | fromYaml) (printf "%s_URL" ($other | replace "-" "_" | upper))) (hasKey $.Values.frontend.configMapEnv (printf "%s_URL" ($other | replace "-" "_" | upper))) (hasKey $.Values.frontend.envValueFrom (printf "%s_URL" ($other | replace "-" "_" | upper)))) }}
- name: {{ printf "%s_URL" ($other | replace "-" "_" | upper) | quote }}
  value: {{ printf "http://%s:%d" (printf "%s-%s" (trunc (max 0 (sub 62 (len $other)) | int) (include "todo-chatbot.fullname" $) | trimSuffix "-") $other) ((dig "service" dict $neighbour).port | default (include "todo-chatbot.neighbour.port" (dict "neighbour" $neighbour) | int64) | int64) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.writablePaths" -}}
{{- range $path, $size := merge (dict) .Values.frontend.writablePaths (include "todo-chatbot.frontend.presetPaths" . | fromYaml) }}
{{- if not (has $path (include "todo-chatbot.frontend.ownMounts" $ | fromYamlArray)) }}
{{ $path | quote }}: {{ $size | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride }}
{{- else if contains (include "todo-chatbot.name" .) (.Release.Name | replace "." "-") }}
{{- .Release.Name | replace "." "-" | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" (.Release.Name | replace "." "-") (include "todo-chatbot.name" .) | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.functions.getObjects" -}}
{{- $objects := list }}
{{- range kindIs "slice" .items | ternary .items list }}
{{- if kindIs "map" . }}
{{- $objects = append $objects . }}
{{- end }}
{{- end }}
{{- toJson $objects }}
{{- end }}

{{- define "todo-chatbot.functions.milliseconds" -}}
{{- $year := toDate "2006" "2000" }}
{{- $duration := regexFind "^([0-9]{1,5}(ms|s|m|h)){1,4}$" .duration }}
{{- $length := (dateModify $duration $year).Sub $year }}
{{- $length.Milliseconds }}
{{- end }}

{{- define "todo-chatbot.functions.quantity" -}}
{{- $text := toString .text }}
{{- $units := dict "" 1 "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "E" 1e18 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 "Pi" 1125899906842624 "Ei" 1152921504606846976 }}
{{- $unit := regexReplaceAll "^[0-9.]+" $text "" }}
{{- mulf (regexFind "^[0-9.]+" $text) (get $units $unit) }}
{{- end }}

{{- define "todo-chatbot.functions.total" -}}
{{- $sum := 0 }}
{{- range .numbers }}
{{- $sum = add $sum . }}
{{- end }}
{{- $sum }}
{{- end }}

{{- define "todo-chatbot.given.limits" -}}
{{- $given := .given -}}
{{- range $key, $value := dig "limits" (dict "cpu" "500m" "memory" "256Mi") $given }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.given.requests" -}}
{{- $given := .given -}}
{{- range $key, $value := dig "requests" (dict "cpu" "100m" "memory" "128Mi") $given }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.given.resources.requests" -}}
{{- $given := .given -}}
{{- range $key, $value := dig "resources" "requests" (dict "cpu" "100m" "memory" "128Mi") $given }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.given.secretEnv" -}}
{{- $given := .given -}}
{{- range $key, $value := dig "secretEnv" dict $given }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.imageTag" -}}
{{- regexReplaceAll "^[.-]|[^A-Za-z0-9_.-]" .Chart.AppVersion "_" | trunc 128 }}
{{- end }}

{{- define "todo-chatbot.includes.extraVolumes2" -}}
{{- $given := .given -}}
{{- range $volume := dig "extraVolumes" list $given }}
- {{ kindIs "string" (get $volume "name") | ternary (get $volume "name") "" | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.includes.extraVolumes3" -}}
{{- range $volume := .Values.backend.extraVolumes }}
- {{ kindIs "string" (get $volume "name") | ternary (get $volume "name") "" | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.includes.extraVolumes5" -}}
{{- $item := .item -}}
{{- range $volume := dig "extraVolumes" list $item }}
- {{ kindIs "string" (get $volume "name") | ternary (get $volume "name") "" | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.includes.paths" -}}
{{- $root := .root -}}
{{- $index := .index -}}
{{- range $earlier, $other := $root.Values.ingress.paths }}
{{- if lt (int64 $earlier) (int64 $index) }}
{{- with dig "hosts" list $other }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.includes.paths2" -}}
{{- range $path := .Values.ingress.paths }}
- {{ dig "service" "backend" $path | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.includes.paths3" -}}
{{- range $path := .Values.ingress.paths }}
{{- with dig "hosts" list $path }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.includes.paths4" -}}
{{- $root := .root -}}
{{- $index := .index -}}
{{- range $earlier, $other := $root.Values.gateway.paths }}
{{- if lt (int64 $earlier) (int64 $index) }}
{{- with dig "hostnames" list $other }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.is_set.paths" -}}
{{- range $path := .Values.ingress.paths }}
{{- if not $path.hosts }}
- {{ $path.path | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.is_set.paths2" -}}
{{- range $path := .Values.gateway.paths }}
{{- if not $path.hostnames }}
- {{ $path.path | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.item.resources.requests" -}}
{{- $item := .item -}}
{{- range $key, $value := dig "resources" "requests" (dict "cpu" "100m" "memory" "128Mi") $item }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.item.secretEnv" -}}
{{- $item := .item -}}
{{- range $key, $value := dig "secretEnv" dict $item }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.job.openPorts" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- $job := .job -}}
- "80"
- "443"
- "3000"
- "8000"
- "8080"
- {{ (int64 $root.Values.database.port) | toString | quote }}
{{- range $_, $server := $root.Values.networkPolicy.servers }}
{{- if has $name $server.reachableFrom }}
- {{ (int64 $server.port) | toString | quote }}
{{- end }}
{{- end }}
{{- if and $root.Values.frontend.enabled (has "frontend" (dig "reaches" list $job)) }}
{{- toYaml (include "todo-chatbot.frontend.reachedPorts" $root | fromYamlArray) | nindent 0 }}
{{- end }}
{{- if and $root.Values.backend.enabled (has "backend" (dig "reaches" list $job)) }}
{{- toYaml (include "todo-chatbot.backend.reachedPorts" $root | fromYamlArray) | nindent 0 }}
{{- end }}
{{- range $other, $neighbour := $root.Values.services }}
{{- if and (dig "enabled" true $neighbour) (has $other (dig "reaches" list $job)) }}
{{- toYaml (include "todo-chatbot.neighbour.reachedPorts" (dict "neighbour" $neighbour) | fromYamlArray) | nindent 0 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.job.secretEnv" -}}
{{- $job := .job -}}
{{- range $key, $value := dig "secretEnv" dict $job }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.job.wideRules" -}}
{{- $job := .job -}}
{{- range $rule := dig "extraEgress" list $job }}
{{- if or (not (contains "\"port\":" ($rule | toJson))) (contains "\"port\":\"" ($rule | toJson)) (contains "\"endPort\"" ($rule | toJson)) }}
-
  {{- toYaml $rule | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.backend.env" -}}
{{- range $variable, $value := include "todo-chatbot.backend.env" . | fromJson }}
{{- if and (contains "$(" $value) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.backend.env2" -}}
{{- range $variable, $value := include "todo-chatbot.backend.env" . | fromJson }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.backend.env.level1" $)) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.cron-jobs.jobVariables" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- range $variable, $value := include "todo-chatbot.cron-jobs.jobVariables" (dict "root" $root "cronJob" $cronJob) | fromJson }}
{{- if and (contains "$(" $value) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.cron-jobs.jobVariables2" -}}
{{- $root := .root -}}
{{- $cronJob := .cronJob -}}
{{- range $variable, $value := include "todo-chatbot.cron-jobs.jobVariables" (dict "root" $root "cronJob" $cronJob) | fromJson }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.cron-jobs.jobVariables.level1" (dict "root" $root "cronJob" $cronJob))) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.env" -}}
{{- range $variable, $value := .Values.backend.env }}
{{- if and (contains "$(" $value) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.env2" -}}
{{- range $variable, $value := .Values.backend.env }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.migrations.env.level1" $)) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.env6" -}}
{{- $given := .given -}}
{{- range $variable, $value := dig "env" dict $given }}
{{- if and (contains "$(" $value) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.env7" -}}
{{- $given := .given -}}
{{- range $variable, $value := dig "env" dict $given }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (join " " (include "todo-chatbot.join.env6" (dict "given" $given) | fromYamlArray))) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.env8" -}}
{{- $given := .given -}}
{{- range $variable, $value := dig "env" dict $given }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (join " " (include "todo-chatbot.join.env7" (dict "given" $given) | fromYamlArray))) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.frontend.env" -}}
{{- range $variable, $value := include "todo-chatbot.frontend.env" . | fromJson }}
{{- if and (contains "$(" $value) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.frontend.env2" -}}
{{- range $variable, $value := include "todo-chatbot.frontend.env" . | fromJson }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.frontend.env.level1" $)) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.items" -}}
{{- $root := .root -}}
{{- $job := .job -}}
{{- range $variable, $value := merge (dict) (dig "env" dict $job) (get (include "todo-chatbot.services.all.env" $root | fromYaml) (dig "service" "" $job) | default dict) }}
{{- if and (contains "$(" $value) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.items2" -}}
{{- $root := .root -}}
{{- $job := .job -}}
{{- range $variable, $value := merge (dict) (dig "env" dict $job) (get (include "todo-chatbot.services.all.env" $root | fromYaml) (dig "service" "" $job) | default dict) }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (join " " (include "todo-chatbot.join.items" (dict "root" $root "job" $job) | fromYamlArray))) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.items3" -}}
{{- $root := .root -}}
{{- $job := .job -}}
{{- range $variable, $value := merge (dict) (dig "env" dict $job) (get (include "todo-chatbot.services.all.env" $root | fromYaml) (dig "service" "" $job) | default dict) }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (join " " (include "todo-chatbot.join.items2" (dict "root" $root "job" $job) | fromYamlArray))) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.services.env" -}}
{{- $service := .service -}}
{{- range $variable, $value := include "todo-chatbot.services.env" (dict "service" $service) | fromJson }}
{{- if and (contains "$(" $value) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.join.services.env2" -}}
{{- $service := .service -}}
{{- range $variable, $value := include "todo-chatbot.services.env" (dict "service" $service) | fromJson }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (include "todo-chatbot.services.env.level1" (dict "service" $service))) }}
- {{ $value | replace "$$" "" | replace (printf "$(%s)" $variable) "" | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.migrations.env.level1" -}}
{{- join " " (include "todo-chatbot.join.env" . | fromYamlArray) }}
{{- end }}

{{- define "todo-chatbot.migrations.env.level2" -}}
{{- join " " (include "todo-chatbot.join.env2" . | fromYamlArray) }}
{{- end }}

{{- define "todo-chatbot.migrations.fullname" -}}
{{- printf "%s-migrations" (include "todo-chatbot.fullname" . | trunc 52 | trimSuffix "-") }}
{{- end }}

{{- define "todo-chatbot.migrations.hooks" -}}
{{- if eq .Values.migrations.hook "helm" }}
helm.sh/hook: {{ ternary "pre-install,pre-upgrade" "post-install,pre-upgrade" (and (eq .Values.secrets.mode "existing") (not (and .Values.migrations.useBackendServiceAccount .Values.backend.serviceAccount.create)) (not (not (empty (include "todo-chatbot.migrations.reached" . | fromYamlArray))))) | quote }}
{{- end }}
{{- if eq .Values.migrations.hook "helm" }}
helm.sh/hook-delete-policy: "before-hook-creation,hook-succeeded"
{{- end }}
{{- if eq .Values.migrations.hook "argocd" }}
argocd.argoproj.io/hook: {{ ternary "PreSync" "Sync" (eq .Values.secrets.mode "existing") | quote }}
{{- end }}
{{- if eq .Values.migrations.hook "argocd" }}
argocd.argoproj.io/hook-delete-policy: "BeforeHookCreation,HookSucceeded"
{{- end }}
{{- if eq .Values.migrations.hook "argocd" }}
argocd.argoproj.io/sync-wave: {{ ternary "0" "-1" (eq .Values.secrets.mode "existing") | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.migrations.image" -}}
{{- if .Values.migrations.image.digest }}
{{- printf "%s@%s" (include "todo-chatbot.migrations.imagePath" .) .Values.migrations.image.digest }}
{{- else }}
{{- printf "%s:%s" (include "todo-chatbot.migrations.imagePath" .) (.Values.migrations.image.tag | default (include "todo-chatbot.imageTag" .)) }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.migrations.imagePath" -}}
{{- if .Values.migrations.image.registry | default .Values.global.imageRegistry }}
{{- printf "%s/%s" (.Values.migrations.image.registry | default .Values.global.imageRegistry) .Values.migrations.image.repository }}
{{- else }}
{{- .Values.migrations.image.repository }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.migrations.labels" -}}
app.kubernetes.io/name: {{ include "todo-chatbot.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: migrations
app.kubernetes.io/part-of: {{ include "todo-chatbot.name" . | quote }}
app.kubernetes.io/managed-by: Helm
app.kubernetes.io/version: {{ include "todo-chatbot.version" . | quote }}
helm.sh/chart: {{ include "todo-chatbot.chart" . | quote }}
{{- with .Values.commonLabels }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.migrations.policyHooks" -}}
{{- if eq .Values.migrations.hook "helm" }}
helm.sh/hook: {{ ternary "pre-install,pre-upgrade" "post-install,pre-upgrade" (and (eq .Values.secrets.mode "existing") (not (and .Values.migrations.useBackendServiceAccount .Values.backend.serviceAccount.create)) (not (not (empty (include "todo-chatbot.migrations.reached" . | fromYamlArray))))) | quote }}
{{- end }}
{{- if eq .Values.migrations.hook "helm" }}
helm.sh/hook-delete-policy: "before-hook-creation,hook-succeeded"
{{- end }}
{{- if eq .Values.migrations.hook "helm" }}
helm.sh/hook-weight: "-1"
{{- end }}
{{- if and (eq .Values.migrations.hook "argocd") (eq .Values.secrets.mode "existing") }}
argocd.argoproj.io/hook: PreSync
{{- end }}
{{- if and (eq .Values.migrations.hook "argocd") (eq .Values.secrets.mode "existing") }}
argocd.argoproj.io/hook-delete-policy: BeforeHookCreation
{{- end }}
{{- if eq .Values.migrations.hook "argocd" }}
argocd.argoproj.io/sync-wave: {{ ternary "-1" "-2" (eq .Values.secrets.mode "existing") | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.migrations.reached" -}}
{{- range $name, $service := .Values.services }}
{{- if and (dig "enabled" true $service) (has "migrations" (dig "reachableFrom" list $service)) }}
- {{ $name | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.migrations.resources.limits" -}}
{{- range $key, $value := .Values.migrations.resources.limits }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.migrations.resources.requests" -}}
{{- range $key, $value := .Values.migrations.resources.requests }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.migrations.revisedName" -}}
{{- printf "%s-%s" (trunc (max 0 (sub 62 (len (printf "migrations-%s" (include "todo-chatbot.migrations.template" . | fromYaml | toJson | sha256sum | trunc 8)))) | int) (include "todo-chatbot.fullname" .) | trimSuffix "-") (printf "migrations-%s" (include "todo-chatbot.migrations.template" . | fromYaml | toJson | sha256sum | trunc 8)) }}
{{- end }}

{{- define "todo-chatbot.migrations.selectorLabels" -}}
app.kubernetes.io/name: {{ include "todo-chatbot.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: migrations
{{- end }}

{{- define "todo-chatbot.migrations.template" -}}
metadata:
  labels:
    app.kubernetes.io/name: {{ include "todo-chatbot.name" . | quote }}
    app.kubernetes.io/instance: {{ .Release.Name | quote }}
    app.kubernetes.io/component: migrations
    {{- with .Values.migrations.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .Values.migrations.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- if include "todo-chatbot.pullSecrets" . | fromYamlArray }}
  imagePullSecrets:
    {{- include "todo-chatbot.pullSecrets" . | trimPrefix "\n" | nindent 4 }}
  {{- end }}
  {{- if .Values.backend.priorityClassName }}
  priorityClassName: {{ .Values.backend.priorityClassName | quote }}
  {{- end }}
  securityContext:
    runAsNonRoot: {{ not .Values.backend.podSecurityContext.allowRoot }}
    {{- if or (and (not .Values.backend.podSecurityContext.allowRoot) (not (eq .Values.platform "openshift"))) .Values.backend.podSecurityContext.runAsUser }}
    runAsUser: {{ .Values.backend.podSecurityContext.runAsUser | default (include "todo-chatbot.backend.presetUser" . | int64) | int64 }}
    {{- end }}
    {{- if not (kindIs "invalid" .Values.backend.podSecurityContext.runAsGroup) }}
    runAsGroup: {{ int64 .Values.backend.podSecurityContext.runAsGroup }}
    {{- else if or (and (not .Values.backend.podSecurityContext.allowRoot) (not (eq .Values.platform "openshift"))) .Values.backend.podSecurityContext.runAsUser }}
    runAsGroup: {{ .Values.backend.podSecurityContext.runAsUser | default (include "todo-chatbot.backend.presetUser" . | int64) | int64 }}
    {{- end }}
    {{- if not (kindIs "invalid" .Values.backend.podSecurityContext.fsGroup) }}
    fsGroup: {{ int64 .Values.backend.podSecurityContext.fsGroup }}
    {{- else if or (and (not .Values.backend.podSecurityContext.allowRoot) (not (eq .Values.platform "openshift"))) .Values.backend.podSecurityContext.runAsUser }}
    fsGroup: {{ .Values.backend.podSecurityContext.runAsUser | default (include "todo-chatbot.backend.presetUser" . | int64) | int64 }}
    {{- end }}
    {{- if .Values.backend.podSecurityContext.fsGroupChangePolicy }}
    fsGroupChangePolicy: {{ .Values.backend.podSecurityContext.fsGroupChangePolicy | quote }}
    {{- else if .Values.backend.persistence.enabled }}
    fsGroupChangePolicy: OnRootMismatch
    {{- end }}
    {{- with .Values.backend.podSecurityContext.supplementalGroups }}
    supplementalGroups:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- if not (kindIs "invalid" .Values.backend.podSecurityContext.supplementalGroupsPolicy) }}
    supplementalGroupsPolicy: {{ .Values.backend.podSecurityContext.supplementalGroupsPolicy | quote }}
    {{- end }}
    {{- with .Values.backend.podSecurityContext.seLinuxOptions }}
    seLinuxOptions:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with .Values.backend.podSecurityContext.appArmorProfile }}
    appArmorProfile:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- if .Values.backend.podSecurityContext.seccompProfile }}
    seccompProfile:
      {{- toYaml .Values.backend.podSecurityContext.seccompProfile | nindent 6 }}
    {{- else }}
    seccompProfile:
      type: RuntimeDefault
    {{- end }}
    {{- if include "todo-chatbot.backend.sysctls" . | fromJson }}
    sysctls:
      {{- range $name, $value := include "todo-chatbot.backend.sysctls" . | fromJson }}
      - name: {{ $name | quote }}
        value: {{ $value | quote }}
      {{- end }}
    {{- end }}
  {{- with .Values.backend.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.backend.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if or .Values.backend.nodeFailureSeconds .Values.backend.tolerations }}
  tolerations:
    {{- if .Values.backend.nodeFailureSeconds }}
    - key: node.kubernetes.io/not-ready
      operator: Exists
      effect: NoExecute
      tolerationSeconds: {{ int64 .Values.backend.nodeFailureSeconds }}
    {{- end }}
    {{- if .Values.backend.nodeFailureSeconds }}
    - key: node.kubernetes.io/unreachable
      operator: Exists
      effect: NoExecute
      tolerationSeconds: {{ int64 .Values.backend.nodeFailureSeconds }}
    {{- end }}
    {{- with .Values.backend.tolerations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- end }}
  {{- if ternary (include "todo-chatbot.backend.serviceAccountName" .) .Values.migrations.serviceAccountName .Values.migrations.useBackendServiceAccount }}
  serviceAccountName: {{ ternary (include "todo-chatbot.backend.serviceAccountName" .) .Values.migrations.serviceAccountName .Values.migrations.useBackendServiceAccount | quote }}
  {{- end }}
  {{- if or (and .Values.migrations.useBackendInitContainers .Values.backend.initContainers) .Values.migrations.initContainers }}
  initContainers:
    {{- if .Values.migrations.useBackendInitContainers }}
    {{- range $container := .Values.backend.initContainers }}
    {{- if hasKey $container "securityContext" }}
    -
      {{- toYaml $container | nindent 6 }}
    {{- else }}
    - securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: {{ $.Values.backend.securityContext.readOnlyRootFilesystem | toJson }}
        capabilities:
          drop:
            - ALL
      {{- with omit $container "securityContext" }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    {{- end }}
    {{- end }}
    {{- end }}
    {{- range $container := .Values.migrations.initContainers }}
    {{- if hasKey $container "securityContext" }}
    -
      {{- toYaml $container | nindent 6 }}
    {{- else }}
    - securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: {{ $.Values.backend.securityContext.readOnlyRootFilesystem | toJson }}
        capabilities:
          drop:
            - ALL
      {{- with omit $container "securityContext" }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    {{- end }}
    {{- end }}
  {{- end }}
  volumes:
    {{- range $path, $size := include "todo-chatbot.backend.writablePaths" . | fromYaml }}
    - name: {{ printf "writable-%s" ($path | sha256sum | trunc 8) | quote }}
      emptyDir:
        sizeLimit: {{ $size | quote }}
    {{- end }}
    {{- range $path, $values := .Values.backend.secretFiles }}
    - name: {{ printf "secret-%s" ($path | sha256sum | trunc 8) | quote }}
      secret:
        secretName: {{ ternary (dig "secret" "" $values) (include "todo-chatbot.secrets.secretName" $) (not (empty (dig "secret" "" $values))) | quote }}
        defaultMode: 288
        {{- if $values.keys }}
        items:
          {{- range $key := dig "keys" list $values }}
          - key: {{ $key | quote }}
            path: {{ $key | quote }}
          {{- end }}
        {{- end }}
    {{- end }}
    {{- with .Values.backend.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  restartPolicy: Never
  containers:
    - name: migrations
      {{- if .Values.migrations.image.repository }}
      image: {{ include "todo-chatbot.migrations.image" . | quote }}
      {{- else }}
      image: {{ include "todo-chatbot.backend.image" . | quote }}
      {{- end }}
      {{- if .Values.migrations.image.repository }}
      imagePullPolicy: {{ .Values.migrations.image.pullPolicy | quote }}
      {{- else }}
      imagePullPolicy: {{ .Values.backend.image.pullPolicy | quote }}
      {{- end }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: {{ .Values.backend.securityContext.readOnlyRootFilesystem | toJson }}
        capabilities:
          drop:
            - ALL
          {{- with .Values.backend.securityContext.addCapabilities }}
          add:
            {{- toYaml . | nindent 12 }}
          {{- end }}
      volumeMounts:
        {{- range $path, $_ := include "todo-chatbot.backend.writablePaths" . | fromYaml }}
        - name: {{ printf "writable-%s" ($path | sha256sum | trunc 8) | quote }}
          mountPath: {{ $path | quote }}
        {{- end }}
        {{- range $path, $_ := .Values.backend.secretFiles }}
        - name: {{ printf "secret-%s" ($path | sha256sum | trunc 8) | quote }}
          mountPath: {{ $path | quote }}
          readOnly: true
        {{- end }}
        {{- range $mount := .Values.backend.extraVolumeMounts }}
        {{- if not (eq (kindIs "string" (get $mount "name") | ternary (get $mount "name") "") "persistent") }}
        -
          {{- toYaml $mount | nindent 10 }}
        {{- end }}
        {{- end }}
      {{- with .Values.migrations.command }}
      command:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.migrations.args }}
      args:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- if include "todo-chatbot.env" . | fromYamlArray }}
      env:
        {{- include "todo-chatbot.env" . | trimPrefix "\n" | nindent 8 }}
      {{- end }}
      {{- with .Values.backend.extraEnvFrom }}
      envFrom:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- if or (include "todo-chatbot.migrations.resources.requests" . | fromYaml) (include "todo-chatbot.migrations.resources.limits" . | fromYaml) }}
      resources:
        {{- if include "todo-chatbot.migrations.resources.requests" . | fromYaml }}
        requests:
          {{- include "todo-chatbot.migrations.resources.requests" . | trimPrefix "\n" | nindent 10 }}
        {{- end }}
        {{- if include "todo-chatbot.migrations.resources.limits" . | fromYaml }}
        limits:
          {{- include "todo-chatbot.migrations.resources.limits" . | trimPrefix "\n" | nindent 10 }}
        {{- end }}
      {{- end }}
  {{- with .Values.backend.podSpec }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{- define "todo-chatbot.monitoring.deploymentNames" -}}
{{- join "|" (include "todo-chatbot.monitoring.deployments" . | fromYamlArray) }}
{{- end }}

{{- define "todo-chatbot.monitoring.deployments" -}}
{{- if .Values.backend.enabled }}
- {{ include "todo-chatbot.backend.fullname" . | quote }}
{{- end }}
{{- if .Values.frontend.enabled }}
- {{ include "todo-chatbot.frontend.fullname" . | quote }}
{{- end }}
{{- range $name, $service := .Values.services }}
{{- if dig "enabled" true $service }}
- {{ printf "%s-%s" (trunc (max 0 (sub 62 (len $name)) | int) (include "todo-chatbot.fullname" $) | trimSuffix "-") $name | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.name" -}}
{{- if .Values.nameOverride }}
{{- .Values.nameOverride }}
{{- else }}
{{- regexReplaceAll "[^A-Za-z0-9_.-]" (.Chart.Name | lower | replace "_" "-") "_" | trunc 63 | trimAll "_.-" }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.neighbour.image" -}}
{{- $root := .root -}}
{{- $neighbour := .neighbour -}}
{{- if dig "image" "digest" "" $neighbour }}
{{- printf "%s@%s" (include "todo-chatbot.neighbour.imagePath" (dict "root" $root "neighbour" $neighbour)) (dig "image" "digest" "" $neighbour) }}
{{- else }}
{{- printf "%s:%s" (include "todo-chatbot.neighbour.imagePath" (dict "root" $root "neighbour" $neighbour)) (dig "image" "tag" "" $neighbour | default (include "todo-chatbot.imageTag" $root)) }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.neighbour.imagePath" -}}
{{- $root := .root -}}
{{- $neighbour := .neighbour -}}
{{- if dig "image" "registry" "" $neighbour | default $root.Values.global.imageRegistry }}
{{- printf "%s/%s" (dig "image" "registry" "" $neighbour | default $root.Values.global.imageRegistry) $neighbour.image.repository }}
{{- else }}
{{- $neighbour.image.repository }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.neighbour.port" -}}
{{- $neighbour := .neighbour -}}
{{- $neighbour.port | default (ternary 8080 (ternary 3000 (ternary 80 8000 (eq (dig "preset" "none" $neighbour) "nginx") | int64) (eq (dig "preset" "none" $neighbour) "nextjs") | int64) (eq (dig "preset" "none" $neighbour) "none") | int64) | int64 }}
{{- end }}

{{- define "todo-chatbot.neighbour.reachedPorts" -}}
{{- $neighbour := .neighbour -}}
- {{ ($neighbour.port | default 443 | int64) | toString | quote }}
- {{ ((dig "service" dict $neighbour).port | default 443 | int64) | toString | quote }}
{{- range $_, $number := dig "extraPorts" dict $neighbour }}
- {{ (int64 $number) | toString | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.neighbour.secretEnv" -}}
{{- $neighbour := .neighbour -}}
{{- range $key, $value := dig "secretEnv" dict $neighbour }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.networkPolicy.wideRules" -}}
{{- range $rule := .Values.networkPolicy.extraEgress }}
{{- if or (not (contains "\"port\":" ($rule | toJson))) (contains "\"port\":\"" ($rule | toJson)) (contains "\"endPort\"" ($rule | toJson)) }}
-
  {{- toYaml $rule | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.notes.hosts" -}}
{{- if .Values.ingress.enabled }}
{{- with .Values.ingress.hosts }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- range $path := .Values.ingress.paths }}
{{- with dig "hosts" list $path }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}
{{- end }}
{{- if .Values.gateway.enabled }}
{{- with .Values.gateway.hostnames }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- range $path := .Values.gateway.paths }}
{{- with dig "hostnames" list $path }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.notes.keys" -}}
{{- if .Values.backend.enabled }}
{{- range $name, $key := include "todo-chatbot.backend.secretEnv" . | fromYaml }}
- {{ printf "  %s (backend: %s)" $key $name | quote }}
{{- end }}
{{- range $path, $files := .Values.backend.secretFiles }}
{{- if not $files.secret }}
{{- range $key := dig "keys" list $files }}
- {{ printf "  %s (backend: a file in %s)" $key $path | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- if not (eq .Values.ai.provider "none") }}
- {{ printf "  %s (backend: %s)" (ternary .Values.ai.keyName (include "todo-chatbot.ai.variable" .) (not (empty .Values.ai.keyName))) (include "todo-chatbot.ai.variable" .) | quote }}
{{- end }}
{{- end }}
{{- if .Values.frontend.enabled }}
{{- range $name, $key := include "todo-chatbot.frontend.secretEnv" . | fromYaml }}
- {{ printf "  %s (frontend: %s)" $key $name | quote }}
{{- end }}
{{- range $path, $files := .Values.frontend.secretFiles }}
{{- if not $files.secret }}
{{- range $key := dig "keys" list $files }}
- {{ printf "  %s (frontend: a file in %s)" $key $path | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- range $service, $given := .Values.services }}
{{- if dig "enabled" true $given }}
{{- range $name, $key := include "todo-chatbot.given.secretEnv" (dict "given" $given) | fromYaml }}
- {{ printf "  %s (%s: %s)" $key $service $name | quote }}
{{- end }}
{{- range $path, $files := dig "secretFiles" dict $given }}
{{- if not $files.secret }}
{{- range $key := dig "keys" list $files }}
- {{ printf "  %s (%s: a file in %s)" $key $service $path | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- range $user, $given := .Values.cronJobs }}
{{- range $name, $key := include "todo-chatbot.given.secretEnv" (dict "given" $given) | fromYaml }}
- {{ printf "  %s (%s: %s)" $key $user $name | quote }}
{{- end }}
{{- range $path, $files := dig "secretFiles" dict $given }}
{{- if not $files.secret }}
{{- range $key := dig "keys" list $files }}
- {{ printf "  %s (%s: a file in %s)" $key $user $path | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- if and .Values.migrations.enabled .Values.database.directUrlKey }}
- {{ printf "  %s (migrations: DIRECT_DATABASE_URL)" .Values.database.directUrlKey | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.notes.opened" -}}
{{- range $name, $service := .Values.services }}
{{- if and (dig "enabled" true $service) (not (eq (dig "service" "type" "ClusterIP" $service) "ClusterIP")) }}
- {{ printf "  %s: kubectl -n %s get service %s" $name $.Release.Namespace (printf "%s-%s" (trunc (max 0 (sub 62 (len $name)) | int) (include "todo-chatbot.fullname" $) | trimSuffix "-") $name) | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.notes.otherKeys" -}}
{{- if .Values.backend.enabled }}
{{- range $name, $source := .Values.backend.envValueFrom }}
{{- if not (kindIs "invalid" $source.secretKeyRef) }}
- {{ printf "  The Secret %s must have the key %s too (backend: %s)." $source.secretKeyRef.name $source.secretKeyRef.key $name | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- if .Values.frontend.enabled }}
{{- range $name, $source := .Values.frontend.envValueFrom }}
{{- if not (kindIs "invalid" $source.secretKeyRef) }}
- {{ printf "  The Secret %s must have the key %s too (frontend: %s)." $source.secretKeyRef.name $source.secretKeyRef.key $name | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- range $service, $given := .Values.services }}
{{- if dig "enabled" true $given }}
{{- range $name, $source := dig "envValueFrom" dict $given }}
{{- if not (kindIs "invalid" $source.secretKeyRef) }}
- {{ printf "  The Secret %s must have the key %s too (%s: %s)." $source.secretKeyRef.name $source.secretKeyRef.key $service $name | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- range $job, $given := .Values.cronJobs }}
{{- range $name, $source := dig "envValueFrom" dict $given }}
{{- if not (kindIs "invalid" $source.secretKeyRef) }}
- {{ printf "  The Secret %s must have the key %s too (%s: %s)." $source.secretKeyRef.name $source.secretKeyRef.key $job $name | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.notes.pathHostnames" -}}
{{- range $index, $path := .Values.gateway.paths }}
{{- range $host := dig "hostnames" list $path }}
{{- if not (has $host (include "todo-chatbot.includes.paths4" (dict "root" $ "index" $index) | fromYamlArray)) }}
- {{ $host | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.notes.patterns" -}}
{{- range $host := include "todo-chatbot.notes.hosts" . | fromYamlArray }}
{{- if regexMatch "^\\*" $host }}
- {{ $host | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.notes.secureHosts" -}}
{{- range $one := .Values.ingress.tls }}
{{- range $name := $one.hosts }}
- {{ $name | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.notes.tested" -}}
{{- range $name, $service := .Values.services }}
{{- if and (dig "enabled" true $service) (or (not (eq (dig "preset" "none" $service) "none")) $service.port) }}
- {{ $name | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.objects.earlier" -}}
{{- $before := .before -}}
{{- printf "%s %s %s %s" (kindIs "string" (get $before "apiVersion") | ternary (get $before "apiVersion") "") (kindIs "string" (get $before "kind") | ternary (get $before "kind") "") (kindIs "string" (get (kindIs "map" (get $before "metadata") | ternary (get $before "metadata") dict) "namespace") | ternary (get (kindIs "map" (get $before "metadata") | ternary (get $before "metadata") dict) "namespace") "") (kindIs "string" (get (kindIs "map" (get $before "metadata") | ternary (get $before "metadata") dict) "name") | ternary (get (kindIs "map" (get $before "metadata") | ternary (get $before "metadata") dict) "name") "") }}
{{- end }}

{{- define "todo-chatbot.objects.kind" -}}
{{- $given := .given -}}
{{- printf "%s %s" (kindIs "string" (get $given "apiVersion") | ternary (get $given "apiVersion") "") (kindIs "string" (get $given "kind") | ternary (get $given "kind") "") }}
{{- end }}

{{- define "todo-chatbot.objects.name" -}}
{{- $root := .root -}}
{{- $given := .given -}}
{{- printf "%s/%s" (kindIs "string" (get (kindIs "map" (get $given "metadata") | ternary (get $given "metadata") dict) "namespace") | ternary (get (kindIs "map" (get $given "metadata") | ternary (get $given "metadata") dict) "namespace") "" | default $root.Release.Namespace) (kindIs "string" (get (kindIs "map" (get $given "metadata") | ternary (get $given "metadata") dict) "name") | ternary (get (kindIs "map" (get $given "metadata") | ternary (get $given "metadata") dict) "name") "") }}
{{- end }}

{{- define "todo-chatbot.objects.this" -}}
{{- $one := .one -}}
{{- printf "%s %s %s %s" (kindIs "string" (get $one "apiVersion") | ternary (get $one "apiVersion") "") (kindIs "string" (get $one "kind") | ternary (get $one "kind") "") (kindIs "string" (get (kindIs "map" (get $one "metadata") | ternary (get $one "metadata") dict) "namespace") | ternary (get (kindIs "map" (get $one "metadata") | ternary (get $one "metadata") dict) "namespace") "") (kindIs "string" (get (kindIs "map" (get $one "metadata") | ternary (get $one "metadata") dict) "name") | ternary (get (kindIs "map" (get $one "metadata") | ternary (get $one "metadata") dict) "name") "") }}
{{- end }}

{{- define "todo-chatbot.pullSecrets" -}}
{{- range $secret := .Values.imagePullSecrets }}
- name: {{ $secret.name | quote }}
{{- end }}
{{- range $secret := .Values.global.imagePullSecrets }}
{{- if not (has $secret.name (include "todo-chatbot.pullSecrets.own" $ | fromYamlArray)) }}
- name: {{ $secret.name | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.pullSecrets.own" -}}
{{- range $secret := .Values.imagePullSecrets }}
- {{ $secret.name | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.scalers.target" -}}
{{- $given := .given -}}
{{- if regexMatch "^(HorizontalPodAutoscaler|ScaledObject)$" (kindIs "string" (get $given "kind") | ternary (get $given "kind") "") }}
{{- kindIs "string" (get (kindIs "map" (get (kindIs "map" (get $given "spec") | ternary (get $given "spec") dict) "scaleTargetRef") | ternary (get (kindIs "map" (get $given "spec") | ternary (get $given "spec") dict) "scaleTargetRef") dict) "name") | ternary (get (kindIs "map" (get (kindIs "map" (get $given "spec") | ternary (get $given "spec") dict) "scaleTargetRef") | ternary (get (kindIs "map" (get $given "spec") | ternary (get $given "spec") dict) "scaleTargetRef") dict) "name") "" }}
{{- else }}
{{- "" }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.secrets.fullname" -}}
{{- printf "%s-secrets" (include "todo-chatbot.fullname" . | trunc 55 | trimSuffix "-") }}
{{- end }}

{{- define "todo-chatbot.secrets.labels" -}}
app.kubernetes.io/name: {{ include "todo-chatbot.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: secrets
app.kubernetes.io/part-of: {{ include "todo-chatbot.name" . | quote }}
app.kubernetes.io/managed-by: Helm
app.kubernetes.io/version: {{ include "todo-chatbot.version" . | quote }}
helm.sh/chart: {{ include "todo-chatbot.chart" . | quote }}
{{- with .Values.commonLabels }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.secrets.secretName" -}}
{{- if eq .Values.secrets.mode "existing" }}
{{- .Values.secrets.existingSecret }}
{{- else }}
{{- include "todo-chatbot.secrets.fullname" . }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.secrets.strongSums" -}}
{{- range $key, $secret := merge (dict) .Values.secrets.values }}
{{- if and (regexMatch "\\A[!-9;-~]{32,}\\z|://[^/@:]*:[^/@]{16,}@" $secret) (regexMatch "\\A[!-9;-~]*[0-9][!-9;-~]*\\z|://[^/@:]*:[^/@]*[0-9][^/@]*@" $secret) (not (regexMatch "(?i)at-least-|change-?me|example|placeholder|password" $secret)) }}
{{ $key | quote }}: {{ $secret | sha256sum | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.secrets.waves" -}}
{{- if and .Values.migrations.enabled (eq .Values.migrations.hook "argocd") }}
argocd.argoproj.io/sync-wave: "-2"
{{- end }}
{{- end }}

{{- define "todo-chatbot.section.resources.requests" -}}
{{- $section := .section -}}
{{- range $key, $value := $section.resources.requests }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.server.peers" -}}
{{- $server := .server -}}
{{- if dig "podSelector" dict $server }}
- podSelector:
    {{- toYaml (dig "podSelector" dict $server) | nindent 4 }}
  {{- with dig "namespaceSelector" dict $server }}
  namespaceSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- else }}
- namespaceSelector:
    {{- toYaml (dig "namespaceSelector" dict $server) | nindent 4 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.service.openPorts" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- $service := .service -}}
- "80"
- "443"
- "3000"
- "8000"
- "8080"
- {{ (int64 $root.Values.database.port) | toString | quote }}
{{- range $_, $server := $root.Values.networkPolicy.servers }}
{{- if has $name $server.reachableFrom }}
- {{ (int64 $server.port) | toString | quote }}
{{- end }}
{{- end }}
{{- if and $root.Values.frontend.enabled (has "frontend" (dig "reaches" list $service)) }}
{{- toYaml (include "todo-chatbot.frontend.reachedPorts" $root | fromYamlArray) | nindent 0 }}
{{- end }}
{{- if and $root.Values.backend.enabled (has "backend" (dig "reaches" list $service)) }}
{{- toYaml (include "todo-chatbot.backend.reachedPorts" $root | fromYamlArray) | nindent 0 }}
{{- end }}
{{- range $other, $neighbour := $root.Values.services }}
{{- if and (dig "enabled" true $neighbour) (or (has $other (dig "reaches" list $service)) (has $name (dig "reachableFrom" list $neighbour))) }}
{{- toYaml (include "todo-chatbot.neighbour.reachedPorts" (dict "neighbour" $neighbour) | fromYamlArray) | nindent 0 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.service.placed.configMapEnv" -}}
{{- $service := .service -}}
{{- range $name, $value := dig "configMapEnv" dict $service }}
{{ $name | quote }}: configMapEnv
{{- end }}
{{- end }}

{{- define "todo-chatbot.service.placed.env" -}}
{{- $service := .service -}}
{{- range $name, $value := dig "env" dict $service }}
{{ $name | quote }}: env
{{- end }}
{{- end }}

{{- define "todo-chatbot.service.placed.envValueFrom" -}}
{{- $service := .service -}}
{{- range $name, $value := dig "envValueFrom" dict $service }}
{{ $name | quote }}: envValueFrom
{{- end }}
{{- end }}

{{- define "todo-chatbot.service.placed.secretEnv" -}}
{{- $service := .service -}}
{{- range $name, $value := include "todo-chatbot.service.secretEnv" (dict "service" $service) | fromYaml }}
{{ $name | quote }}: secretEnv
{{- end }}
{{- end }}

{{- define "todo-chatbot.service.resources.limits" -}}
{{- $service := .service -}}
{{- range $key, $value := dig "resources" "limits" (dict "cpu" "500m" "memory" "256Mi") $service }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.service.resources.requests" -}}
{{- $service := .service -}}
{{- range $key, $value := dig "resources" "requests" (dict "cpu" "100m" "memory" "128Mi") $service }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.service.secretEnv" -}}
{{- $service := .service -}}
{{- range $key, $value := dig "secretEnv" dict $service }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.service.wideRules" -}}
{{- $service := .service -}}
{{- range $rule := dig "networkPolicy" "extraEgress" list $service }}
{{- if or (not (contains "\"port\":" ($rule | toJson))) (contains "\"port\":\"" ($rule | toJson)) (contains "\"endPort\"" ($rule | toJson)) }}
-
  {{- toYaml $rule | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services-test.fullname" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- printf "%s-%s" (trunc (max 0 (sub 62 (len (printf "%s-test" $name))) | int) (include "todo-chatbot.fullname" $root) | trimSuffix "-") (printf "%s-test" $name) }}
{{- end }}

{{- define "todo-chatbot.services.all.env" -}}
{{- with merge (dict) .Values.frontend.env (include "todo-chatbot.frontend.config" . | fromJson) }}
frontend:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with merge (dict) .Values.backend.env (include "todo-chatbot.backend.config" . | fromJson) }}
backend:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- range $other, $neighbour := .Values.services }}
{{- with merge (dict) (dig "env" dict $neighbour) (dig "configMapEnv" dict $neighbour) }}
{{ $other | quote }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.all.images" -}}
frontend: {{ include "todo-chatbot.frontend.image" . | quote }}
backend: {{ include "todo-chatbot.backend.image" . | quote }}
{{- range $other, $neighbour := .Values.services }}
{{ $other | quote }}: {{ include "todo-chatbot.neighbour.image" (dict "root" $ "neighbour" $neighbour) | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.all.nodes" -}}
{{- with .Values.frontend.nodeSelector }}
frontend:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.backend.nodeSelector }}
backend:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- range $other, $neighbour := .Values.services }}
{{- with dig "nodeSelector" dict $neighbour }}
{{ $other | quote }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.all.places" -}}
{{- with merge (dict) (include "todo-chatbot.frontend.placed.env" . | fromYaml) (include "todo-chatbot.frontend.placed.secretEnv" . | fromYaml) (include "todo-chatbot.frontend.placed.configMapEnv" . | fromYaml) (include "todo-chatbot.frontend.placed.envValueFrom" . | fromYaml) }}
frontend:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with merge (dict) (include "todo-chatbot.backend.placed.env" . | fromYaml) (include "todo-chatbot.backend.placed.secretEnv" . | fromYaml) (include "todo-chatbot.backend.placed.configMapEnv" . | fromYaml) (include "todo-chatbot.backend.placed.envValueFrom" . | fromYaml) }}
backend:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- range $other, $service := .Values.services }}
{{- with merge (dict) (include "todo-chatbot.service.placed.env" (dict "service" $service) | fromYaml) (include "todo-chatbot.service.placed.secretEnv" (dict "service" $service) | fromYaml) (include "todo-chatbot.service.placed.configMapEnv" (dict "service" $service) | fromYaml) (include "todo-chatbot.service.placed.envValueFrom" (dict "service" $service) | fromYaml) }}
{{ $other | quote }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.all.secretEnv" -}}
{{- if include "todo-chatbot.frontend.secretEnv" . | fromYaml }}
frontend:
  {{- include "todo-chatbot.frontend.secretEnv" . | trimPrefix "\n" | nindent 2 }}
{{- end }}
{{- with merge (dict) (include "todo-chatbot.backend.secretEnv" . | fromYaml) (include "todo-chatbot.backend.ownSecrets" . | fromYaml) }}
backend:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- range $other, $neighbour := .Values.services }}
{{- if include "todo-chatbot.neighbour.secretEnv" (dict "neighbour" $neighbour) | fromYaml }}
{{ $other | quote }}:
  {{- include "todo-chatbot.neighbour.secretEnv" (dict "neighbour" $neighbour) | trimPrefix "\n" | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.all.users" -}}
frontend: {{ .Values.frontend.podSecurityContext.runAsUser | default (include "todo-chatbot.frontend.presetUser" . | int64) | int64 }}
backend: {{ .Values.backend.podSecurityContext.runAsUser | default (include "todo-chatbot.backend.presetUser" . | int64) | int64 }}
{{- range $other, $neighbour := .Values.services }}
{{ $other | quote }}: {{ (dig "podSecurityContext" dict $neighbour).runAsUser | default (ternary 101 1000 (eq (dig "preset" "none" $neighbour) "nginx") | int64) | int64 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.allExtraPorts" -}}
{{- with .Values.frontend.extraPorts }}
frontend:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.backend.extraPorts }}
backend:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- range $other, $neighbour := .Values.services }}
{{- with dig "extraPorts" dict $neighbour }}
{{ $other | quote }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.asked" -}}
{{- range $name, $service := .Values.services }}
{{- if and (dig "enabled" true $service) (or (not (eq (dig "preset" "none" $service) "none")) $service.port) }}
{{ $name | quote }}: "true"
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.config" -}}
{{- $service := .service -}}
{{- toJson (merge (dict) (dig "configMapEnv" dict $service) dict) }}
{{- end }}

{{- define "todo-chatbot.services.connections" -}}
{{- range $name, $service := .Values.services }}
{{- if dig "enabled" true $service }}
{{ $name | quote }}: {{ mul (mul (ternary (dig "autoscaling" "maxReplicas" 5 $service | int64) (dig "replicaCount" 2 $service | int64) (or (dig "autoscaling" "enabled" false $service) (dig "autoscaling" "external" false $service)) | int64) 2) (ternary (ternary 10 0 (or (hasKey (dig "env" dict $service) "DATABASE_URL") (hasKey (include "todo-chatbot.service.secretEnv" (dict "service" $service) | fromYaml) "DATABASE_URL") (hasKey (dig "configMapEnv" dict $service) "DATABASE_URL") (hasKey (dig "envValueFrom" dict $service) "DATABASE_URL")) | int64) ($service.databaseConnections | default 0 | int64) (kindIs "invalid" $service.databaseConnections) | int64) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.connectionsOfMain" -}}
backend: {{ ternary (mul (int64 .Values.database.workers) (add (int64 .Values.database.poolSize) (int64 .Values.database.maxOverflow))) (.Values.backend.databaseConnections | default 0 | int64) (kindIs "invalid" .Values.backend.databaseConnections) | int64 }}
frontend: {{ ternary (ternary 10 0 (or (hasKey .Values.frontend.env "DATABASE_URL") (hasKey (include "todo-chatbot.frontend.secretEnv" . | fromYaml) "DATABASE_URL") (hasKey .Values.frontend.configMapEnv "DATABASE_URL") (hasKey .Values.frontend.envValueFrom "DATABASE_URL")) | int64) (.Values.frontend.databaseConnections | default 0 | int64) (kindIs "invalid" .Values.frontend.databaseConnections) | int64 }}
{{- end }}

{{- define "todo-chatbot.services.connectionsPerPod" -}}
{{- range $name2, $service := .Values.services }}
{{ $name2 | quote }}: {{ ternary (ternary 10 0 (or (hasKey (dig "env" dict $service) "DATABASE_URL") (hasKey (include "todo-chatbot.service.secretEnv" (dict "service" $service) | fromYaml) "DATABASE_URL") (hasKey (dig "configMapEnv" dict $service) "DATABASE_URL") (hasKey (dig "envValueFrom" dict $service) "DATABASE_URL")) | int64) ($service.databaseConnections | default 0 | int64) (kindIs "invalid" $service.databaseConnections) | int64 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.deployed" -}}
{{- range $other, $neighbour := .Values.services }}
{{- if dig "enabled" true $neighbour }}
{{ $other | quote }}: "true"
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.deployedMain" -}}
{{- if .Values.frontend.enabled }}
frontend: "true"
{{- end }}
{{- if .Values.backend.enabled }}
backend: "true"
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.env" -}}
{{- $service := .service -}}
{{- toJson (merge (dict) (dig "env" dict $service) (include "todo-chatbot.services.presetEnv" (dict "service" $service) | fromYaml)) }}
{{- end }}

{{- define "todo-chatbot.services.env.level1" -}}
{{- $service := .service -}}
{{- join " " (include "todo-chatbot.join.services.env" (dict "service" $service) | fromYamlArray) }}
{{- end }}

{{- define "todo-chatbot.services.env.level2" -}}
{{- $service := .service -}}
{{- join " " (include "todo-chatbot.join.services.env2" (dict "service" $service) | fromYamlArray) }}
{{- end }}

{{- define "todo-chatbot.services.extraPorts" -}}
{{- range $other, $neighbour := .Values.services }}
{{- with dig "extraPorts" dict $neighbour }}
{{ $other | quote }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.fullname" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- printf "%s-%s" (trunc (max 0 (sub 62 (len $name)) | int) (include "todo-chatbot.fullname" $root) | trimSuffix "-") $name }}
{{- end }}

{{- define "todo-chatbot.services.image" -}}
{{- $root := .root -}}
{{- $service := .service -}}
{{- if dig "image" "digest" "" $service }}
{{- printf "%s@%s" (include "todo-chatbot.services.imagePath" (dict "root" $root "service" $service)) (dig "image" "digest" "" $service) }}
{{- else }}
{{- printf "%s:%s" (include "todo-chatbot.services.imagePath" (dict "root" $root "service" $service)) (dig "image" "tag" "" $service | default (include "todo-chatbot.imageTag" $root)) }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.imagePath" -}}
{{- $root := .root -}}
{{- $service := .service -}}
{{- if dig "image" "registry" "" $service | default $root.Values.global.imageRegistry }}
{{- printf "%s/%s" (dig "image" "registry" "" $service | default $root.Values.global.imageRegistry) $service.image.repository }}
{{- else }}
{{- $service.image.repository }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.keySums" -}}
{{- $root := .root -}}
{{- $values := .values -}}
{{- range $key := dig "keys" list $values }}
- {{ get (merge (dict) $root.Values.secrets.values) $key | sha256sum | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.labels" -}}
{{- $root := .root -}}
{{- $name := .name -}}
app.kubernetes.io/name: {{ include "todo-chatbot.name" $root | quote }}
app.kubernetes.io/instance: {{ $root.Release.Name | quote }}
app.kubernetes.io/component: {{ $name | quote }}
app.kubernetes.io/part-of: {{ include "todo-chatbot.name" $root | quote }}
app.kubernetes.io/managed-by: Helm
app.kubernetes.io/version: {{ include "todo-chatbot.version" $root | quote }}
helm.sh/chart: {{ include "todo-chatbot.chart" $root | quote }}
{{- with $root.Values.commonLabels }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.letIn" -}}
{{- range $other, $neighbour := .Values.services }}
{{- if dig "networkPolicy" "extraFrom" list $neighbour }}
{{ $other | quote }}: "true"
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.letInMain" -}}
frontend: "true"
{{- if .Values.networkPolicy.backendFrom }}
backend: "true"
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.listening" -}}
{{- range $other, $neighbour := .Values.services }}
{{- if or (not (eq (dig "preset" "none" $neighbour) "none")) $neighbour.port }}
{{ $other | quote }}: "true"
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.ownMounts" -}}
{{- $service := .service -}}
{{- range $mount := dig "extraVolumeMounts" list $service }}
- {{ kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") "" | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.peers" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- $service := .service -}}
{{- if and $root.Values.frontend.enabled (has "frontend" (dig "reachableFrom" list $service)) }}
- podSelector:
    matchLabels:
      {{- include "todo-chatbot.frontend.selectorLabels" $root | nindent 6 }}
{{- end }}
{{- if and $root.Values.backend.enabled (has "backend" (dig "reachableFrom" list $service)) }}
- podSelector:
    matchLabels:
      {{- include "todo-chatbot.backend.selectorLabels" $root | nindent 6 }}
{{- end }}
{{- range $other, $neighbour := $root.Values.services }}
{{- if and (dig "enabled" true $neighbour) (or (has $other (dig "reachableFrom" list $service)) (has $name (dig "reaches" list $neighbour))) }}
- podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ include "todo-chatbot.name" $root | quote }}
      app.kubernetes.io/instance: {{ $root.Release.Name | quote }}
      app.kubernetes.io/component: {{ $other | quote }}
{{- end }}
{{- end }}
{{- range $job, $values := $root.Values.cronJobs }}
{{- if has $name (dig "reaches" list $values) }}
- podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ include "todo-chatbot.name" $root | quote }}
      app.kubernetes.io/instance: {{ $root.Release.Name | quote }}
      app.kubernetes.io/component: {{ $job | quote }}
{{- end }}
{{- end }}
{{- if and $root.Values.migrations.enabled (has "migrations" (dig "reachableFrom" list $service)) }}
- podSelector:
    matchLabels:
      {{- include "todo-chatbot.migrations.selectorLabels" $root | nindent 6 }}
{{- end }}
{{- if or (not (eq (dig "preset" "none" $service) "none")) $service.port }}
{{- if $root.Values.tests.enabled }}
- podSelector:
    matchLabels:
      {{- include "todo-chatbot.test.selectorLabels" $root | nindent 6 }}
{{- end }}
{{- end }}
{{- with dig "networkPolicy" "extraFrom" list $service }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.port" -}}
{{- $service := .service -}}
{{- $service.port | default (include "todo-chatbot.services.presetPort" (dict "service" $service) | int64) | int64 }}
{{- end }}

{{- define "todo-chatbot.services.presetEnv" -}}
{{- $service := .service -}}
{{- if eq (dig "preset" "none" $service) "uvicorn" }}
UVICORN_HOST: "0.0.0.0"
UVICORN_TIMEOUT_KEEP_ALIVE: "75"
FORWARDED_ALLOW_IPS: "*"
UVICORN_PORT: {{ (include "todo-chatbot.services.port" (dict "service" $service) | int64) | toString | quote }}
UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN: {{ (dig "rollout" "drainSeconds" 15 $service | int64) | toString | quote }}
UVICORN_WORKERS: "1"
{{- else if eq (dig "preset" "none" $service) "fastapi" }}
FORWARDED_ALLOW_IPS: "*"
PORT: {{ (include "todo-chatbot.services.port" (dict "service" $service) | int64) | toString | quote }}
WEB_CONCURRENCY: "1"
{{- else if eq (dig "preset" "none" $service) "gunicorn" }}
FORWARDED_ALLOW_IPS: "*"
GUNICORN_CMD_ARGS: {{ printf "--bind=0.0.0.0:%d --graceful-timeout=%d --keep-alive=75 --worker-tmp-dir=/dev/shm" (include "todo-chatbot.services.port" (dict "service" $service) | int64) (dig "rollout" "drainSeconds" 15 $service | int64) | quote }}
WEB_CONCURRENCY: "1"
XDG_RUNTIME_DIR: "/tmp"
{{- else if eq (dig "preset" "none" $service) "nextjs" }}
HOSTNAME: "0.0.0.0"
KEEP_ALIVE_TIMEOUT: "75000"
PORT: {{ (include "todo-chatbot.services.port" (dict "service" $service) | int64) | toString | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.presetPath" -}}
{{- $service := .service -}}
{{- if eq (dig "preset" "none" $service) "none" }}
{{- "/" }}
{{- else if eq (dig "preset" "none" $service) "nextjs" }}
{{- "/" }}
{{- else }}
{{- "/health" }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.presetPaths" -}}
{{- $service := .service -}}
{{- if eq (dig "preset" "none" $service) "none" }}
"/tmp": "64Mi"
{{- else if eq (dig "preset" "none" $service) "uvicorn" }}
"/tmp": "64Mi"
{{- else if eq (dig "preset" "none" $service) "fastapi" }}
"/tmp": "64Mi"
{{- else if eq (dig "preset" "none" $service) "gunicorn" }}
"/tmp": "64Mi"
{{- else if eq (dig "preset" "none" $service) "nextjs" }}
"/app/.next/cache": "256Mi"
"/tmp": "64Mi"
{{- else }}
"/tmp": "64Mi"
"/var/cache/nginx": "64Mi"
"/var/run": "1Mi"
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.presetPort" -}}
{{- $service := .service -}}
{{- if eq (dig "preset" "none" $service) "none" }}
{{- 8080 }}
{{- else if eq (dig "preset" "none" $service) "nextjs" }}
{{- 3000 }}
{{- else if eq (dig "preset" "none" $service) "nginx" }}
{{- 80 }}
{{- else }}
{{- 8000 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.presetSysctls" -}}
{{- $service := .service -}}
{{- if eq (dig "preset" "none" $service) "nginx" }}
net.ipv4.ip_unprivileged_port_start: "0"
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.presetUser" -}}
{{- $service := .service -}}
{{- if eq (dig "preset" "none" $service) "nginx" }}
{{- 101 }}
{{- else }}
{{- 1000 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.routable" -}}
{{- range $other, $neighbour := .Values.services }}
{{- if and (dig "enabled" true $neighbour) (or (not (eq (dig "preset" "none" $neighbour) "none")) $neighbour.port) }}
{{ $other | quote }}: "true"
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.routableMain" -}}
{{- if .Values.frontend.enabled }}
frontend: "true"
{{- end }}
{{- if .Values.backend.enabled }}
backend: "true"
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.secretFileSums" -}}
{{- $root := .root -}}
{{- $service := .service -}}
{{- range $path, $values := dig "secretFiles" dict $service }}
{{- if not $values.secret }}
{{ $path | quote }}: {{ include "todo-chatbot.services.keySums" (dict "root" $root "values" $values) | fromYamlArray | toJson | sha256sum | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.secretSums" -}}
{{- $root := .root -}}
{{- $service := .service -}}
{{- range $name2, $key := include "todo-chatbot.service.secretEnv" (dict "service" $service) | fromYaml }}
{{ $name2 | quote }}: {{ get (merge (dict) $root.Values.secrets.values) $key | sha256sum | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.selectorLabels" -}}
{{- $root := .root -}}
{{- $name := .name -}}
app.kubernetes.io/name: {{ include "todo-chatbot.name" $root | quote }}
app.kubernetes.io/instance: {{ $root.Release.Name | quote }}
app.kubernetes.io/component: {{ $name | quote }}
{{- end }}

{{- define "todo-chatbot.services.serviceAccountName" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- $service := .service -}}
{{- if dig "serviceAccount" "name" "" $service }}
{{- dig "serviceAccount" "name" "" $service }}
{{- else if dig "serviceAccount" "create" true $service }}
{{- include "todo-chatbot.services.fullname" (dict "root" $root "name" $name) }}
{{- else }}
{{- "default" }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.servicePort" -}}
{{- $service := .service -}}
{{- (dig "service" dict $service).port | default (include "todo-chatbot.services.port" (dict "service" $service) | int64) | int64 }}
{{- end }}

{{- define "todo-chatbot.services.servicePorts" -}}
frontend: {{ include "todo-chatbot.frontend.servicePort" . | int64 }}
backend: {{ include "todo-chatbot.backend.servicePort" . | int64 }}
{{- range $other, $neighbour := .Values.services }}
{{ $other | quote }}: {{ (dig "service" dict $neighbour).port | default (include "todo-chatbot.neighbour.port" (dict "neighbour" $neighbour) | int64) | int64 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.strongKeys" -}}
{{- $root := .root -}}
{{- $values := .values -}}
{{- range $key := dig "keys" list $values }}
{{- if and (regexMatch "\\A[!-9;-~]{32,}\\z|://[^/@:]*:[^/@]{16,}@" (get (merge (dict) $root.Values.secrets.values) $key)) (regexMatch "\\A[!-9;-~]*[0-9][!-9;-~]*\\z|://[^/@:]*:[^/@]*[0-9][^/@]*@" (get (merge (dict) $root.Values.secrets.values) $key)) (not (regexMatch "(?i)at-least-|change-?me|example|placeholder|password" (get (merge (dict) $root.Values.secrets.values) $key))) }}
- {{ $key | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.strongSecretFiles" -}}
{{- $root := .root -}}
{{- $service := .service -}}
{{- range $path, $values := dig "secretFiles" dict $service }}
{{- if and (not $values.secret) (include "todo-chatbot.services.strongKeys" (dict "root" $root "values" $values) | fromYamlArray) }}
{{ $path | quote }}: {{ $path | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.strongSecrets" -}}
{{- $root := .root -}}
{{- $service := .service -}}
{{- range $name2, $key := include "todo-chatbot.service.secretEnv" (dict "service" $service) | fromYaml }}
{{- if and (regexMatch "\\A[!-9;-~]{32,}\\z|://[^/@:]*:[^/@]{16,}@" (get (merge (dict) $root.Values.secrets.values) $key)) (regexMatch "\\A[!-9;-~]*[0-9][!-9;-~]*\\z|://[^/@:]*:[^/@]*[0-9][^/@]*@" (get (merge (dict) $root.Values.secrets.values) $key)) (not (regexMatch "(?i)at-least-|change-?me|example|placeholder|password" (get (merge (dict) $root.Values.secrets.values) $key))) }}
{{ $name2 | quote }}: {{ $name2 | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.sysctls" -}}
{{- $service := .service -}}
{{- toJson (merge (dict) (dig "podSecurityContext" "sysctls" dict $service) (include "todo-chatbot.services.presetSysctls" (dict "service" $service) | fromYaml)) }}
{{- end }}

{{- define "todo-chatbot.services.urls" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- $service := .service -}}
{{- if and $root.Values.frontend.enabled (has "frontend" (dig "reaches" list $service)) }}
{{- if not (or (hasKey (dig "env" dict $service) "FRONTEND_URL") (hasKey (include "todo-chatbot.service.secretEnv" (dict "service" $service) | fromYaml) "FRONTEND_URL") (hasKey (dig "configMapEnv" dict $service) "FRONTEND_URL") (hasKey (dig "envValueFrom" dict $service) "FRONTEND_URL")) }}
- name: FRONTEND_URL
  value: {{ printf "http://%s:%d" (include "todo-chatbot.frontend.fullname" $root) (include "todo-chatbot.frontend.servicePort" $root | int64) | quote }}
{{- end }}
{{- end }}
{{- if and $root.Values.backend.enabled (has "backend" (dig "reaches" list $service)) }}
{{- if not (or (hasKey (dig "env" dict $service) "BACKEND_URL") (hasKey (include "todo-chatbot.service.secretEnv" (dict "service" $service) | fromYaml) "BACKEND_URL") (hasKey (dig "configMapEnv" dict $service) "BACKEND_URL") (hasKey (dig "envValueFrom" dict $service) "BACKEND_URL")) }}
- name: BACKEND_URL
  value: {{ printf "http://%s:%d" (include "todo-chatbot.backend.fullname" $root) (include "todo-chatbot.backend.servicePort" $root | int64) | quote }}
{{- end }}
{{- end }}
{{- range $other, $neighbour := $root.Values.services }}
{{- if and (dig "enabled" true $neighbour) (or (has $other (dig "reaches" list $service)) (has $name (dig "reachableFrom" list $neighbour))) }}
{{- if not (or (hasKey (dig "env" dict $service) (printf "%s_URL" ($other | replace "-" "_" | upper))) (hasKey (include "todo-chatbot.service.secretEnv" (dict "service" $service) | fromYaml) (printf "%s_URL" ($other | replace "-" "_" | upper))) (hasKey (dig "configMapEnv" dict $service) (printf "%s_URL" ($other | replace "-" "_" | upper))) (hasKey (dig "envValueFrom" dict $service) (printf "%s_URL" ($other | replace "-" "_" | upper)))) }}
- name: {{ printf "%s_URL" ($other | replace "-" "_" | upper) | quote }}
  value: {{ printf "http://%s:%d" (printf "%s-%s" (trunc (max 0 (sub 62 (len $other)) | int) (include "todo-chatbot.fullname" $root) | trimSuffix "-") $other) ((dig "service" dict $neighbour).port | default (include "todo-chatbot.neighbour.port" (dict "neighbour" $neighbour) | int64) | int64) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.services.writablePaths" -}}
{{- $service := .service -}}
{{- range $path, $size := merge (dict) (dig "writablePaths" dict $service) (include "todo-chatbot.services.presetPaths" (dict "service" $service) | fromYaml) }}
{{- if not (has $path (include "todo-chatbot.services.ownMounts" (dict "service" $service) | fromYamlArray)) }}
{{ $path | quote }}: {{ $size | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.size.warnings.claims" -}}
{{- range $claim := include "todo-chatbot.warnings.claims" . | fromYamlArray }}
{{- if eq $claim $.Values.frontend.persistence.existingClaim }}
- {{ $claim | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.size.warnings.claims2" -}}
{{- range $claim := include "todo-chatbot.warnings.claims" . | fromYamlArray }}
{{- if eq $claim $.Values.backend.persistence.existingClaim }}
- {{ $claim | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.size.warnings.claims3" -}}
{{- $root := .root -}}
{{- $service := .service -}}
{{- range $claim := include "todo-chatbot.warnings.claims" $root | fromYamlArray }}
{{- if eq $claim (dig "persistence" "existingClaim" "" $service) }}
- {{ $claim | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.test.fullname" -}}
{{- printf "%s-test" (include "todo-chatbot.fullname" . | trunc 58 | trimSuffix "-") }}
{{- end }}

{{- define "todo-chatbot.test.labels" -}}
app.kubernetes.io/name: {{ include "todo-chatbot.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: test
app.kubernetes.io/part-of: {{ include "todo-chatbot.name" . | quote }}
app.kubernetes.io/managed-by: Helm
app.kubernetes.io/version: {{ include "todo-chatbot.version" . | quote }}
helm.sh/chart: {{ include "todo-chatbot.chart" . | quote }}
{{- with .Values.commonLabels }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.test.selectorLabels" -}}
app.kubernetes.io/name: {{ include "todo-chatbot.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: test
{{- end }}

{{- define "todo-chatbot.tests.image" -}}
{{- if .Values.tests.image.digest }}
{{- printf "%s@%s" (include "todo-chatbot.tests.imagePath" .) .Values.tests.image.digest }}
{{- else }}
{{- printf "%s:%s" (include "todo-chatbot.tests.imagePath" .) (.Values.tests.image.tag | default (include "todo-chatbot.imageTag" .)) }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.tests.imagePath" -}}
{{- if .Values.tests.image.registry | default .Values.global.imageRegistry }}
{{- printf "%s/%s" (.Values.tests.image.registry | default .Values.global.imageRegistry) .Values.tests.image.repository }}
{{- else }}
{{- .Values.tests.image.repository }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.variableSource" -}}
{{- $source := .source -}}
{{- if not (kindIs "invalid" $source.secretKeyRef) }}
secretKeyRef:
  name: {{ $source.secretKeyRef.name | quote }}
  key: {{ $source.secretKeyRef.key | quote }}
  {{- if dig "optional" false $source.secretKeyRef }}
  optional: true
  {{- end }}
{{- end }}
{{- if not (kindIs "invalid" $source.configMapKeyRef) }}
configMapKeyRef:
  name: {{ $source.configMapKeyRef.name | quote }}
  key: {{ $source.configMapKeyRef.key | quote }}
  {{- if dig "optional" false $source.configMapKeyRef }}
  optional: true
  {{- end }}
{{- end }}
{{- with dig "fieldRef" dict $source }}
fieldRef:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with dig "resourceFieldRef" dict $source }}
resourceFieldRef:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with dig "fileKeyRef" dict $source }}
fileKeyRef:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.version" -}}
{{- regexReplaceAll "[^A-Za-z0-9_.-]" .Chart.AppVersion "_" | trunc 63 | trimAll "_.-" }}
{{- end }}

{{- define "todo-chatbot.warnings" -}}
{{- if and .Values.frontend.enabled (not (or .Values.ingress.enabled .Values.gateway.enabled)) (not (eq .Values.frontend.service.type "ClusterIP")) }}
- "frontend.service.type: the Service of the frontend is open to its network without TLS, so passwords and sessions can be read on the way; for users outside, enable an Ingress or HTTPRoute with a certificate, or end TLS at the load balancer"
{{- end }}
{{- if .Values.ingress.enabled }}
{{- range $host := include "todo-chatbot.frontend.ingressHosts" . | fromYamlArray }}
{{- if and (not $.Values.ingress.tlsSecretName) (not (has $host (include "todo-chatbot.notes.secureHosts" $ | fromYamlArray))) (not (has (regexReplaceAllLiteral "^[^.]+" $host "*") (include "todo-chatbot.notes.secureHosts" $ | fromYamlArray))) }}
- {{ printf "ingress.tls: plain HTTP, as no certificate is for %s; set it, unless a load balancer before it has one" $host | quote }}
{{- end }}
{{- end }}
{{- if and (has "*" .Values.ingress.hosts) (not .Values.ingress.tlsSecretName) }}
- "ingress.tls: plain HTTP, as no certificate is for every host; set it, unless a load balancer before it has one"
{{- end }}
{{- end }}
{{- if and (and .Values.ingress.enabled .Values.frontend.enabled) (not .Values.ingress.hosts) (not (has "frontend" (include "todo-chatbot.includes.paths2" . | fromYamlArray))) }}
- "ingress.hosts: is empty, and the hosts of the paths lead to other services, so users do not reach the frontend"
{{- end }}
{{- if and .Values.frontend.enabled (or .Values.ingress.enabled .Values.gateway.enabled) (regexMatch "^(NodePort|LoadBalancer)$" .Values.frontend.service.type) }}
- {{ printf "frontend.service.type: %s is a second way in, past the route; remove it for a ClusterIP" .Values.frontend.service.type | quote }}
{{- end }}
{{- if and .Values.auth.url (and (include "todo-chatbot.notes.hosts" . | fromYamlArray) (not (include "todo-chatbot.notes.patterns" . | fromYamlArray)) (not (and .Values.gateway.enabled (not .Values.gateway.hostnames)))) (not (has (regexReplaceAllLiteral ":[0-9]+$" (regexReplaceAllLiteral "^https?://" .Values.auth.url "") "") (include "todo-chatbot.notes.hosts" . | fromYamlArray))) }}
- {{ printf "auth.url: %s is no host of the Ingress or HTTPRoute, so users cannot sign in there" .Values.auth.url | quote }}
{{- end }}
{{- if not .Values.networkPolicy.enabled }}
- "networkPolicy.enabled: false lets every pod of the cluster reach all services"
{{- end }}
{{- if and .Values.networkPolicy.enabled (not .Values.networkPolicy.egress) }}
- "networkPolicy.egress: false lets the pods reach everything, also the metadata addresses of clouds"
{{- end }}
{{- if and .Values.networkPolicy.enabled .Values.frontend.enabled .Values.frontend.extraPorts (not .Values.networkPolicy.frontendFrom) }}
- "frontend.extraPorts: everyone who reaches the frontend reaches these ports too; name those who may in networkPolicy.frontendFrom"
{{- end }}
{{- if and .Values.networkPolicy.enabled .Values.frontend.enabled .Values.frontend.udpPorts (not .Values.networkPolicy.frontendFrom) }}
- "frontend.udpPorts: everyone who reaches the frontend reaches these ports too; name those who may in networkPolicy.frontendFrom"
{{- end }}
{{- if and .Values.networkPolicy.enabled .Values.monitoring.serviceMonitor.enabled }}
{{- if and (and .Values.backend.enabled (has "backend" .Values.monitoring.serviceMonitor.services)) (not .Values.networkPolicy.backendFrom) }}
- "monitoring.serviceMonitor.services: Prometheus cannot reach the backend; add it to networkPolicy.backendFrom"
{{- end }}
{{- range $name, $service := .Values.services }}
{{- if and (dig "enabled" true $service) (has $name $.Values.monitoring.serviceMonitor.services) (not (dig "networkPolicy" "extraFrom" list $service)) }}
- {{ printf "monitoring.serviceMonitor.services: Prometheus cannot reach %s; add it to services.%s.networkPolicy.extraFrom" $name $name | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- if and (and .Values.networkPolicy.enabled .Values.networkPolicy.egress (not (contains "169.254.169.25" (.Values.networkPolicy.extraEgress | toJson)))) .Values.frontend.enabled (hasKey .Values.frontend.serviceAccount.annotations "iam.gke.io/gcp-service-account") }}
- "frontend.serviceAccount.annotations: the pods ask 169.254.169.252 and 169.254.169.254 for it, which the policies close; open both in networkPolicy.extraEgress"
{{- end }}
{{- if and (and .Values.networkPolicy.enabled .Values.networkPolicy.egress (not (contains "169.254.169.25" (.Values.networkPolicy.extraEgress | toJson)))) .Values.backend.enabled (hasKey .Values.backend.serviceAccount.annotations "iam.gke.io/gcp-service-account") }}
- "backend.serviceAccount.annotations: the pods ask 169.254.169.252 and 169.254.169.254 for it, which the policies close; open both in networkPolicy.extraEgress"
{{- end }}
{{- range $name, $service := .Values.services }}
{{- if and (and $.Values.networkPolicy.enabled $.Values.networkPolicy.egress (not (contains "169.254.169.25" ($.Values.networkPolicy.extraEgress | toJson)))) (not (contains "169.254.169.25" (dig "networkPolicy" "extraEgress" list $service | toJson))) (dig "enabled" true $service) (hasKey (dig "serviceAccount" "annotations" dict $service) "iam.gke.io/gcp-service-account") }}
- {{ printf "services.%s.serviceAccount.annotations: the pods ask 169.254.169.252 and 169.254.169.254 for it, which the policies close; open both in networkPolicy.extraEgress" $name | quote }}
{{- end }}
{{- end }}
{{- if and (and .Values.networkPolicy.enabled .Values.networkPolicy.egress (not .Values.networkPolicy.extraEgress)) (and .Values.frontend.enabled .Values.frontend.serviceAccount.automountToken) }}
- "frontend.serviceAccount.automountToken: the token is for the API server, and the policies open its port only if that is 443 (often it is 6443); open it in networkPolicy.extraEgress"
{{- end }}
{{- if and (and .Values.networkPolicy.enabled .Values.networkPolicy.egress (not .Values.networkPolicy.extraEgress)) (and .Values.backend.enabled .Values.backend.serviceAccount.automountToken) }}
- "backend.serviceAccount.automountToken: the token is for the API server, and the policies open its port only if that is 443 (often it is 6443); open it in networkPolicy.extraEgress"
{{- end }}
{{- range $name, $service := .Values.services }}
{{- if and (and $.Values.networkPolicy.enabled $.Values.networkPolicy.egress (not $.Values.networkPolicy.extraEgress)) (not (dig "networkPolicy" "extraEgress" list $service)) (and (dig "enabled" true $service) (dig "serviceAccount" "automountToken" false $service)) }}
- {{ printf "services.%s.serviceAccount.automountToken: the token is for the API server, and the policies open its port only if that is 443 (often it is 6443); open it in networkPolicy.extraEgress" $name | quote }}
{{- end }}
{{- end }}
{{- if and .Values.networkPolicy.enabled .Values.networkPolicy.egress (not (include "todo-chatbot.networkPolicy.wideRules" . | fromYamlArray)) }}
{{- if and (eq .Values.secrets.mode "values") (regexMatch "^[a-z0-9+]+://([^/]*@)?[^/@:]+:[0-9]+(/|\\?|$)" (get (merge (dict) .Values.secrets.values) "DATABASE_URL")) (and (not (contains (printf ":%d/" (int64 .Values.database.port)) (printf "%s/" (get (merge (dict) .Values.secrets.values) "DATABASE_URL")))) (not (contains (printf ":%d?" (int64 .Values.database.port)) (printf "%s/" (get (merge (dict) .Values.secrets.values) "DATABASE_URL"))))) }}
- "database.port: is not the port of DATABASE_URL, so the policies close that one; set it to the same"
{{- end }}
{{- if .Values.frontend.enabled }}
{{- range $variable, $value := .Values.frontend.env }}
{{- if and (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) (not (has (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) (include "todo-chatbot.frontend.openPorts" $ | fromYamlArray))) (not (contains (printf "\"port\":%s" (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value))) ($.Values.networkPolicy.extraEgress | toJson))) }}
- {{ printf "frontend.env.%s: the policies close port %s to these pods; if they ask there, open it in networkPolicy.servers or networkPolicy.extraEgress" $variable (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := .Values.frontend.configMapEnv }}
{{- if and (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) (not (has (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) (include "todo-chatbot.frontend.openPorts" $ | fromYamlArray))) (not (contains (printf "\"port\":%s" (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value))) ($.Values.networkPolicy.extraEgress | toJson))) }}
- {{ printf "frontend.configMapEnv.%s: the policies close port %s to these pods; if they ask there, open it in networkPolicy.servers or networkPolicy.extraEgress" $variable (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- if .Values.backend.enabled }}
{{- range $variable, $value := .Values.backend.env }}
{{- if and (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) (not (has (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) (include "todo-chatbot.backend.openPorts" $ | fromYamlArray))) (not (contains (printf "\"port\":%s" (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value))) ($.Values.networkPolicy.extraEgress | toJson))) }}
- {{ printf "backend.env.%s: the policies close port %s to these pods; if they ask there, open it in networkPolicy.servers or networkPolicy.extraEgress" $variable (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := .Values.backend.configMapEnv }}
{{- if and (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) (not (has (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) (include "todo-chatbot.backend.openPorts" $ | fromYamlArray))) (not (contains (printf "\"port\":%s" (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value))) ($.Values.networkPolicy.extraEgress | toJson))) }}
- {{ printf "backend.configMapEnv.%s: the policies close port %s to these pods; if they ask there, open it in networkPolicy.servers or networkPolicy.extraEgress" $variable (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- range $name, $service := .Values.services }}
{{- if dig "enabled" true $service }}
{{- if not (include "todo-chatbot.service.wideRules" (dict "service" $service) | fromYamlArray) }}
{{- range $variable, $value := dig "env" dict $service }}
{{- if and (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) (not (has (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) (include "todo-chatbot.service.openPorts" (dict "root" $ "name" $name "service" $service) | fromYamlArray))) (not (contains (printf "\"port\":%s" (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value))) ($.Values.networkPolicy.extraEgress | toJson))) (not (contains (printf "\"port\":%s" (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value))) (dig "networkPolicy" "extraEgress" list $service | toJson))) }}
- {{ printf "services.%s.env.%s: the policies close port %s to these pods; if they ask there, open it in networkPolicy.servers or networkPolicy.extraEgress" $name $variable (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- if not (include "todo-chatbot.service.wideRules" (dict "service" $service) | fromYamlArray) }}
{{- range $variable, $value := dig "configMapEnv" dict $service }}
{{- if and (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) (not (has (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) (include "todo-chatbot.service.openPorts" (dict "root" $ "name" $name "service" $service) | fromYamlArray))) (not (contains (printf "\"port\":%s" (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value))) ($.Values.networkPolicy.extraEgress | toJson))) (not (contains (printf "\"port\":%s" (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value))) (dig "networkPolicy" "extraEgress" list $service | toJson))) }}
- {{ printf "services.%s.configMapEnv.%s: the policies close port %s to these pods; if they ask there, open it in networkPolicy.servers or networkPolicy.extraEgress" $name $variable (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- range $name, $job := .Values.cronJobs }}
{{- if not (include "todo-chatbot.job.wideRules" (dict "job" $job) | fromYamlArray) }}
{{- range $variable, $value := dig "env" dict $job }}
{{- if and (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) (not (has (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) (include "todo-chatbot.job.openPorts" (dict "root" $ "name" $name "job" $job) | fromYamlArray))) (not (contains (printf "\"port\":%s" (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value))) ($.Values.networkPolicy.extraEgress | toJson))) (not (contains (printf "\"port\":%s" (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value))) (dig "extraEgress" list $job | toJson))) }}
- {{ printf "cronJobs.%s.env.%s: the policies close port %s to these pods; if they ask there, open it in networkPolicy.servers or networkPolicy.extraEgress" $name $variable (include "todo-chatbot.warnings.port" (dict "variable" $variable "value" $value)) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- if and (and .Values.frontend.enabled .Values.frontend.persistence.enabled .Values.frontend.persistence.existingClaim (not (or (has "ReadOnlyMany" .Values.frontend.persistence.accessModes) (has "ReadWriteMany" .Values.frontend.persistence.accessModes)))) (gt (len (include "todo-chatbot.size.warnings.claims" . | fromYamlArray) | int64) 1) }}
- {{ printf "frontend.persistence.existingClaim: %s is the claim of another service too, and only the pods of one node can mount it: others wait for ever; set accessModes of all to what it allows, such as ReadWriteMany, or keep the pods on one node" .Values.frontend.persistence.existingClaim | quote }}
{{- end }}
{{- if and (and .Values.backend.enabled .Values.backend.persistence.enabled .Values.backend.persistence.existingClaim (not (or (has "ReadOnlyMany" .Values.backend.persistence.accessModes) (has "ReadWriteMany" .Values.backend.persistence.accessModes)))) (gt (len (include "todo-chatbot.size.warnings.claims2" . | fromYamlArray) | int64) 1) }}
- {{ printf "backend.persistence.existingClaim: %s is the claim of another service too, and only the pods of one node can mount it: others wait for ever; set accessModes of all to what it allows, such as ReadWriteMany, or keep the pods on one node" .Values.backend.persistence.existingClaim | quote }}
{{- end }}
{{- range $name, $service := .Values.services }}
{{- if and (and (dig "enabled" true $service) (dig "persistence" "enabled" false $service) (dig "persistence" "existingClaim" "" $service) (not (or (has "ReadOnlyMany" (dig "persistence" "accessModes" (list "ReadWriteOnce") $service)) (has "ReadWriteMany" (dig "persistence" "accessModes" (list "ReadWriteOnce") $service))))) (gt (len (include "todo-chatbot.size.warnings.claims3" (dict "root" $ "service" $service) | fromYamlArray) | int64) 1) }}
- {{ printf "services.%s.persistence.existingClaim: %s is the claim of another service too, and only the pods of one node can mount it: others wait for ever; set accessModes of all to what it allows, such as ReadWriteMany, or keep the pods on one node" $name (dig "persistence" "existingClaim" "" $service) | quote }}
{{- end }}
{{- end }}
{{- if hasKey (include "todo-chatbot.warnings.withSources" . | fromYaml) "frontend" }}
{{- range $other, $neighbour := .Values.services }}
{{- if and (and (dig "enabled" true $neighbour) (has "frontend" (dig "reachableFrom" list $neighbour))) (hasKey (include "todo-chatbot.warnings.withoutHttp" $ | fromYaml) $other) (not (hasKey (get (include "todo-chatbot.services.all.places" $ | fromYaml) "frontend" | default dict) (printf "%s_URL" ($other | replace "-" "_" | upper)))) }}
- {{ printf "frontend.extraEnvFrom: the chart sets %s_URL to http:// and the address of %s, which has no checks by HTTP, and that wins over one of that name in extraEnvFrom; take it by envValueFrom.%s_URL, or set env.%s_URL to what the program expects" ($other | replace "-" "_" | upper) $other ($other | replace "-" "_" | upper) ($other | replace "-" "_" | upper) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- if hasKey (include "todo-chatbot.warnings.withSources" . | fromYaml) "backend" }}
{{- range $other, $neighbour := .Values.services }}
{{- if and (and (dig "enabled" true $neighbour) (has "backend" (dig "reachableFrom" list $neighbour))) (hasKey (include "todo-chatbot.warnings.withoutHttp" $ | fromYaml) $other) (not (hasKey (get (include "todo-chatbot.services.all.places" $ | fromYaml) "backend" | default dict) (printf "%s_URL" ($other | replace "-" "_" | upper)))) }}
- {{ printf "backend.extraEnvFrom: the chart sets %s_URL to http:// and the address of %s, which has no checks by HTTP, and that wins over one of that name in extraEnvFrom; take it by envValueFrom.%s_URL, or set env.%s_URL to what the program expects" ($other | replace "-" "_" | upper) $other ($other | replace "-" "_" | upper) ($other | replace "-" "_" | upper) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- range $name, $service := .Values.services }}
{{- if hasKey (include "todo-chatbot.warnings.withSources" $ | fromYaml) $name }}
{{- range $other, $neighbour := $.Values.services }}
{{- if and (and (dig "enabled" true $neighbour) (or (has $other (dig "reaches" list $service)) (has $name (dig "reachableFrom" list $neighbour)))) (hasKey (include "todo-chatbot.warnings.withoutHttp" $ | fromYaml) $other) (not (hasKey (get (include "todo-chatbot.services.all.places" $ | fromYaml) $name | default dict) (printf "%s_URL" ($other | replace "-" "_" | upper)))) }}
- {{ printf "services.%s.extraEnvFrom: the chart sets %s_URL to http:// and the address of %s, which has no checks by HTTP, and that wins over one of that name in extraEnvFrom; take it by envValueFrom.%s_URL, or set env.%s_URL to what the program expects" $name ($other | replace "-" "_" | upper) $other ($other | replace "-" "_" | upper) ($other | replace "-" "_" | upper) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- range $name, $job := .Values.cronJobs }}
{{- if or $job.extraEnvFrom (hasKey (include "todo-chatbot.warnings.withSources" $ | fromYaml) (dig "service" "" $job)) }}
{{- range $other, $neighbour := $.Values.services }}
{{- if and (and (dig "enabled" true $neighbour) (has $other (dig "reaches" list $job))) (hasKey (include "todo-chatbot.warnings.withoutHttp" $ | fromYaml) $other) (not (hasKey (dig "env" dict $job) (printf "%s_URL" ($other | replace "-" "_" | upper)))) (not (hasKey (include "todo-chatbot.job.secretEnv" (dict "job" $job) | fromYaml) (printf "%s_URL" ($other | replace "-" "_" | upper)))) (not (hasKey (dig "envValueFrom" dict $job) (printf "%s_URL" ($other | replace "-" "_" | upper)))) (not (hasKey (get (include "todo-chatbot.services.all.places" $ | fromYaml) (dig "service" "" $job) | default dict) (printf "%s_URL" ($other | replace "-" "_" | upper)))) }}
- {{ printf "cronJobs.%s.reaches: the chart sets %s_URL to http:// and the address of %s, which has no checks by HTTP, and that wins over one of that name in extraEnvFrom; take it by envValueFrom.%s_URL, or set env.%s_URL to what the program expects" $name ($other | replace "-" "_" | upper) $other ($other | replace "-" "_" | upper) ($other | replace "-" "_" | upper) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- if and (and .Values.migrations.enabled (eq .Values.migrations.hook "argocd")) (include "todo-chatbot.migrations.reached" . | fromYamlArray) }}
- "migrations.hook: Argo CD runs the migrations before it makes the services that they reach, so the first sync fails; sync once with migrations.enabled false, or set this to none"
{{- end }}
{{- if and (and .Values.migrations.enabled (eq .Values.migrations.hook "helm")) (gt (int64 .Values.migrations.deadlineSeconds) 300) }}
- {{ printf "migrations.deadlineSeconds: Helm gives up after 300 s while the Job runs on, and the next upgrade deletes it; pass --timeout %ds to Helm" (add (int64 .Values.migrations.deadlineSeconds) 300) | quote }}
{{- end }}
{{- range $index, $item := .Values.extraObjects }}
{{- if and (eq (kindIs "string" (get $item "kind") | ternary (get $item "kind") "") "Secret") (or (hasKey $item "stringData") (hasKey $item "data")) }}
- {{ printf "extraObjects[%d]: holds a secret as it is, which everyone sees who reads the values or the release; make it in the cluster, or use an ExternalSecret or a SealedSecret" (int64 $index) | quote }}
{{- end }}
{{- end }}
{{- if .Values.frontend.enabled }}
{{- if eq (ternary (int64 .Values.frontend.autoscaling.minReplicas) (int64 .Values.frontend.replicaCount) (or .Values.frontend.autoscaling.enabled .Values.frontend.autoscaling.external) | int64) 1 }}
- "frontend.replicaCount: one pod of frontend is away while its node is drained or fails"
{{- end }}
{{- if .Values.frontend.podSecurityContext.allowRoot }}
- "frontend.podSecurityContext.allowRoot: frontend may run as root"
{{- end }}
{{- if not .Values.frontend.securityContext.readOnlyRootFilesystem }}
- "frontend.securityContext.readOnlyRootFilesystem: frontend can change its own files"
{{- end }}
{{- if regexMatch "\"host(IPC|Network|PID)\":true" (.Values.frontend.podSpec | toJson) }}
- "frontend.podSpec: the pods share a namespace of the node, which a namespace with PodSecurity restricted refuses"
{{- end }}
{{- if and (contains "\"hostNetwork\":true" (.Values.frontend.podSpec | toJson)) (not (hasKey .Values.frontend.podSpec "dnsPolicy")) }}
- "frontend.podSpec.hostNetwork: asks the resolver of the node, which knows no Service; set dnsPolicy: ClusterFirstWithHostNet beside it"
{{- end }}
{{- if contains "\"hostPath\":" (.Values.frontend.extraVolumes | toJson) }}
- "frontend.extraVolumes: a volume is a directory of the node, which a namespace with PodSecurity restricted refuses"
{{- end }}
{{- if regexMatch "\"(privileged|allowPrivilegeEscalation)\":true" (printf "%s%s" (.Values.frontend.initContainers | toJson) (.Values.frontend.sidecars | toJson)) }}
- "frontend.sidecars: a sidecar or init container may get more rights, which a namespace with PodSecurity restricted refuses"
{{- end }}
{{- range $index, $capability := .Values.frontend.securityContext.addCapabilities }}
{{- if not (eq $capability "NET_BIND_SERVICE") }}
- {{ printf "frontend.securityContext.addCapabilities[%d]: adds %s, which a namespace with PodSecurity restricted refuses" (int64 $index) $capability | quote }}
{{- end }}
{{- end }}
{{- range $sysctl, $_ := .Values.frontend.podSecurityContext.sysctls }}
{{- if not (regexMatch "^(kernel[./]shm_rmid_forced|net[./]ipv4[./](ip_local_port_range|ip_local_reserved_ports|ip_unprivileged_port_start|ping_group_range|tcp_fin_timeout|tcp_keepalive_intvl|tcp_keepalive_probes|tcp_keepalive_time|tcp_rmem|tcp_syncookies|tcp_wmem))$" $sysctl) }}
- {{ printf "frontend.podSecurityContext.sysctls.%s: is no safe sysctl: the kubelet starts no pod with it, unless its flag --allowed-unsafe-sysctls names it" $sysctl | quote }}
{{- end }}
{{- end }}
{{- if and (and (eq .Values.frontend.preset "none") (not .Values.frontend.probes.path)) (or (and .Values.frontend.probes.startup.enabled (eq .Values.frontend.probes.startup.handler "http") (not .Values.frontend.probes.startup.path)) (and .Values.frontend.probes.liveness.enabled (eq .Values.frontend.probes.liveness.handler "http") (not .Values.frontend.probes.liveness.path)) (and .Values.frontend.probes.readiness.enabled (eq .Values.frontend.probes.readiness.handler "http") (not .Values.frontend.probes.readiness.path))) }}
- "frontend.probes.path: the checks ask for / by HTTP, and pods that do not answer are restarted again and again; set it to what the service answers, or the handlers to tcp"
{{- end }}
{{- range $resource, $amount := include "todo-chatbot.frontend.resources.requests" . | fromYaml }}
{{- if and (eq $resource "cpu") (regexMatch "^[1-9][0-9]{2,5}$" $amount) }}
- {{ printf "frontend.resources.requests.%s: is %s whole processors; did you mean %sm?" $resource $amount $amount | quote }}
{{- end }}
{{- end }}
{{- range $resource, $amount := include "todo-chatbot.frontend.resources.limits" . | fromYaml }}
{{- if and (eq $resource "cpu") (regexMatch "^[1-9][0-9]{2,5}$" $amount) }}
- {{ printf "frontend.resources.limits.%s: is %s whole processors; did you mean %sm?" $resource $amount $amount | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := .Values.frontend.env }}
{{- if and (regexMatch "^(GUNICORN_CMD_ARGS|HOST|HOSTNAME|UVICORN_HOST)$" $variable) (regexMatch "(^|[= ])(127\\.|localhost|\\[?::1)" $value) }}
- {{ printf "frontend.env.%s: lets the program listen to its own pod only, where neither checks nor other pods reach it; write 0.0.0.0" $variable | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := .Values.frontend.configMapEnv }}
{{- if and (regexMatch "^(GUNICORN_CMD_ARGS|HOST|HOSTNAME|UVICORN_HOST)$" $variable) (regexMatch "(^|[= ])(127\\.|localhost|\\[?::1)" $value) }}
- {{ printf "frontend.configMapEnv.%s: lets the program listen to its own pod only, where neither checks nor other pods reach it; write 0.0.0.0" $variable | quote }}
{{- end }}
{{- end }}
{{- if regexMatch "(^| )(--host|--hostname|--bind|-b|-H)(^|[= ])(127\\.|localhost|\\[?::1)" (join " " .Values.frontend.command) }}
- "frontend.command: lets the program listen to its own pod only, where neither checks nor other pods reach it; write 0.0.0.0"
{{- end }}
{{- if regexMatch "(^| )(--host|--hostname|--bind|-b|-H)(^|[= ])(127\\.|localhost|\\[?::1)" (join " " .Values.frontend.args) }}
- "frontend.args: lets the program listen to its own pod only, where neither checks nor other pods reach it; write 0.0.0.0"
{{- end }}
{{- if and (lt (.Values.frontend.port | default 1024 | int64) 1024) (and (not (eq .Values.frontend.preset "nginx")) (not .Values.frontend.podSecurityContext.allowRoot) (not (hasKey .Values.frontend.podSecurityContext.sysctls "net.ipv4.ip_unprivileged_port_start"))) }}
- "frontend.port: is left to root by some container runtimes, such as containerd 1, and the program is another user; set podSecurityContext.sysctls to {net.ipv4.ip_unprivileged_port_start: \"0\"}, or choose a port from 1024 on"
{{- end }}
{{- range $index, $sidecar := .Values.frontend.sidecars }}
{{- if and (or (contains (printf "\"containerPort\":%d," ($.Values.frontend.port | default (get (dict "fastapi" 8000 "gunicorn" 8000 "nextjs" 3000 "nginx" 80 "none" 8080 "uvicorn" 8000) $.Values.frontend.preset | int64) | int64)) ($sidecar | toJson)) (contains (printf "\"containerPort\":%d}" ($.Values.frontend.port | default (get (dict "fastapi" 8000 "gunicorn" 8000 "nextjs" 3000 "nginx" 80 "none" 8080 "uvicorn" 8000) $.Values.frontend.preset | int64) | int64)) ($sidecar | toJson))) (not (contains "\"UDP\"" ($sidecar | toJson))) }}
- {{ printf "frontend.sidecars[%d].ports: has the port of the main container, and the containers of a pod share one network, so that only one of the two can listen there; choose another port" (int64 $index) | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := .Values.frontend.configMapEnv }}
{{- if regexMatch "\\$\\([A-Z_][A-Z0-9_.-]*\\)" $value }}
- {{ printf "frontend.configMapEnv.%s: stays as it is written, as Kubernetes replaces $(NAME) in env only; move it there" $variable | quote }}
{{- end }}
{{- end }}
{{- if and (regexMatch "IPv6|RequireDualStack" (.Values.frontend.serviceSpec | toJson)) (regexMatch "^(uvicorn|fastapi|gunicorn|nextjs)$" .Values.frontend.preset) (not (contains "\"::\"" (.Values.frontend.env | toJson))) }}
- "frontend.serviceSpec: the preset lets the program listen on IPv4 only, so connections by IPv6 are refused; set its variable, such as HOSTNAME or UVICORN_HOST, to ::"
{{- end }}
{{- end }}
{{- if .Values.backend.enabled }}
{{- if eq (ternary (int64 .Values.backend.autoscaling.minReplicas) (int64 .Values.backend.replicaCount) (or .Values.backend.autoscaling.enabled .Values.backend.autoscaling.external) | int64) 1 }}
- "backend.replicaCount: one pod of backend is away while its node is drained or fails"
{{- end }}
{{- if .Values.backend.podSecurityContext.allowRoot }}
- "backend.podSecurityContext.allowRoot: backend may run as root"
{{- end }}
{{- if not .Values.backend.securityContext.readOnlyRootFilesystem }}
- "backend.securityContext.readOnlyRootFilesystem: backend can change its own files"
{{- end }}
{{- if regexMatch "\"host(IPC|Network|PID)\":true" (.Values.backend.podSpec | toJson) }}
- "backend.podSpec: the pods share a namespace of the node, which a namespace with PodSecurity restricted refuses"
{{- end }}
{{- if and (contains "\"hostNetwork\":true" (.Values.backend.podSpec | toJson)) (not (hasKey .Values.backend.podSpec "dnsPolicy")) }}
- "backend.podSpec.hostNetwork: asks the resolver of the node, which knows no Service; set dnsPolicy: ClusterFirstWithHostNet beside it"
{{- end }}
{{- if contains "\"hostPath\":" (.Values.backend.extraVolumes | toJson) }}
- "backend.extraVolumes: a volume is a directory of the node, which a namespace with PodSecurity restricted refuses"
{{- end }}
{{- if regexMatch "\"(privileged|allowPrivilegeEscalation)\":true" (printf "%s%s" (.Values.backend.initContainers | toJson) (.Values.backend.sidecars | toJson)) }}
- "backend.sidecars: a sidecar or init container may get more rights, which a namespace with PodSecurity restricted refuses"
{{- end }}
{{- range $index, $capability := .Values.backend.securityContext.addCapabilities }}
{{- if not (eq $capability "NET_BIND_SERVICE") }}
- {{ printf "backend.securityContext.addCapabilities[%d]: adds %s, which a namespace with PodSecurity restricted refuses" (int64 $index) $capability | quote }}
{{- end }}
{{- end }}
{{- range $sysctl, $_ := .Values.backend.podSecurityContext.sysctls }}
{{- if not (regexMatch "^(kernel[./]shm_rmid_forced|net[./]ipv4[./](ip_local_port_range|ip_local_reserved_ports|ip_unprivileged_port_start|ping_group_range|tcp_fin_timeout|tcp_keepalive_intvl|tcp_keepalive_probes|tcp_keepalive_time|tcp_rmem|tcp_syncookies|tcp_wmem))$" $sysctl) }}
- {{ printf "backend.podSecurityContext.sysctls.%s: is no safe sysctl: the kubelet starts no pod with it, unless its flag --allowed-unsafe-sysctls names it" $sysctl | quote }}
{{- end }}
{{- end }}
{{- if and (and (eq .Values.backend.preset "none") (not .Values.backend.probes.path)) (or (and .Values.backend.probes.startup.enabled (eq .Values.backend.probes.startup.handler "http") (not .Values.backend.probes.startup.path)) (and .Values.backend.probes.liveness.enabled (eq .Values.backend.probes.liveness.handler "http") (not .Values.backend.probes.liveness.path)) (and .Values.backend.probes.readiness.enabled (eq .Values.backend.probes.readiness.handler "http") (not .Values.backend.probes.readiness.path))) }}
- "backend.probes.path: the checks ask for / by HTTP, and pods that do not answer are restarted again and again; set it to what the service answers, or the handlers to tcp"
{{- end }}
{{- range $resource, $amount := include "todo-chatbot.backend.resources.requests" . | fromYaml }}
{{- if and (eq $resource "cpu") (regexMatch "^[1-9][0-9]{2,5}$" $amount) }}
- {{ printf "backend.resources.requests.%s: is %s whole processors; did you mean %sm?" $resource $amount $amount | quote }}
{{- end }}
{{- end }}
{{- range $resource, $amount := include "todo-chatbot.backend.resources.limits" . | fromYaml }}
{{- if and (eq $resource "cpu") (regexMatch "^[1-9][0-9]{2,5}$" $amount) }}
- {{ printf "backend.resources.limits.%s: is %s whole processors; did you mean %sm?" $resource $amount $amount | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := .Values.backend.env }}
{{- if and (regexMatch "^(GUNICORN_CMD_ARGS|HOST|HOSTNAME|UVICORN_HOST)$" $variable) (regexMatch "(^|[= ])(127\\.|localhost|\\[?::1)" $value) }}
- {{ printf "backend.env.%s: lets the program listen to its own pod only, where neither checks nor other pods reach it; write 0.0.0.0" $variable | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := .Values.backend.configMapEnv }}
{{- if and (regexMatch "^(GUNICORN_CMD_ARGS|HOST|HOSTNAME|UVICORN_HOST)$" $variable) (regexMatch "(^|[= ])(127\\.|localhost|\\[?::1)" $value) }}
- {{ printf "backend.configMapEnv.%s: lets the program listen to its own pod only, where neither checks nor other pods reach it; write 0.0.0.0" $variable | quote }}
{{- end }}
{{- end }}
{{- if regexMatch "(^| )(--host|--hostname|--bind|-b|-H)(^|[= ])(127\\.|localhost|\\[?::1)" (join " " .Values.backend.command) }}
- "backend.command: lets the program listen to its own pod only, where neither checks nor other pods reach it; write 0.0.0.0"
{{- end }}
{{- if regexMatch "(^| )(--host|--hostname|--bind|-b|-H)(^|[= ])(127\\.|localhost|\\[?::1)" (join " " .Values.backend.args) }}
- "backend.args: lets the program listen to its own pod only, where neither checks nor other pods reach it; write 0.0.0.0"
{{- end }}
{{- if and (lt (.Values.backend.port | default 1024 | int64) 1024) (and (not (eq .Values.backend.preset "nginx")) (not .Values.backend.podSecurityContext.allowRoot) (not (hasKey .Values.backend.podSecurityContext.sysctls "net.ipv4.ip_unprivileged_port_start"))) }}
- "backend.port: is left to root by some container runtimes, such as containerd 1, and the program is another user; set podSecurityContext.sysctls to {net.ipv4.ip_unprivileged_port_start: \"0\"}, or choose a port from 1024 on"
{{- end }}
{{- range $index, $sidecar := .Values.backend.sidecars }}
{{- if and (or (contains (printf "\"containerPort\":%d," ($.Values.backend.port | default (get (dict "fastapi" 8000 "gunicorn" 8000 "nextjs" 3000 "nginx" 80 "none" 8080 "uvicorn" 8000) $.Values.backend.preset | int64) | int64)) ($sidecar | toJson)) (contains (printf "\"containerPort\":%d}" ($.Values.backend.port | default (get (dict "fastapi" 8000 "gunicorn" 8000 "nextjs" 3000 "nginx" 80 "none" 8080 "uvicorn" 8000) $.Values.backend.preset | int64) | int64)) ($sidecar | toJson))) (not (contains "\"UDP\"" ($sidecar | toJson))) }}
- {{ printf "backend.sidecars[%d].ports: has the port of the main container, and the containers of a pod share one network, so that only one of the two can listen there; choose another port" (int64 $index) | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := .Values.backend.configMapEnv }}
{{- if regexMatch "\\$\\([A-Z_][A-Z0-9_.-]*\\)" $value }}
- {{ printf "backend.configMapEnv.%s: stays as it is written, as Kubernetes replaces $(NAME) in env only; move it there" $variable | quote }}
{{- end }}
{{- end }}
{{- if and (regexMatch "IPv6|RequireDualStack" (.Values.backend.serviceSpec | toJson)) (regexMatch "^(uvicorn|fastapi|gunicorn|nextjs)$" .Values.backend.preset) (not (contains "\"::\"" (.Values.backend.env | toJson))) }}
- "backend.serviceSpec: the preset lets the program listen on IPv4 only, so connections by IPv6 are refused; set its variable, such as HOSTNAME or UVICORN_HOST, to ::"
{{- end }}
{{- end }}
{{- range $name, $service := .Values.services }}
{{- if dig "enabled" true $service }}
{{- if eq (ternary (dig "autoscaling" "minReplicas" 2 $service | int64) (dig "replicaCount" 2 $service | int64) (or (dig "autoscaling" "enabled" false $service) (dig "autoscaling" "external" false $service)) | int64) 1 }}
- {{ printf "services.%s.replicaCount: one pod of %s is away while its node is drained or fails" $name $name | quote }}
{{- end }}
{{- if dig "podSecurityContext" "allowRoot" false $service }}
- {{ printf "services.%s.podSecurityContext.allowRoot: %s may run as root" $name $name | quote }}
{{- end }}
{{- if not (dig "securityContext" "readOnlyRootFilesystem" true $service) }}
- {{ printf "services.%s.securityContext.readOnlyRootFilesystem: %s can change its own files" $name $name | quote }}
{{- end }}
{{- if regexMatch "\"host(IPC|Network|PID)\":true" (dig "podSpec" dict $service | toJson) }}
- {{ printf "services.%s.podSpec: the pods share a namespace of the node, which a namespace with PodSecurity restricted refuses" $name | quote }}
{{- end }}
{{- if and (contains "\"hostNetwork\":true" (dig "podSpec" dict $service | toJson)) (not (hasKey (dig "podSpec" dict $service) "dnsPolicy")) }}
- {{ printf "services.%s.podSpec.hostNetwork: asks the resolver of the node, which knows no Service; set dnsPolicy: ClusterFirstWithHostNet beside it" $name | quote }}
{{- end }}
{{- if contains "\"hostPath\":" (dig "extraVolumes" list $service | toJson) }}
- {{ printf "services.%s.extraVolumes: a volume is a directory of the node, which a namespace with PodSecurity restricted refuses" $name | quote }}
{{- end }}
{{- if regexMatch "\"(privileged|allowPrivilegeEscalation)\":true" (printf "%s%s" (dig "initContainers" list $service | toJson) (dig "sidecars" list $service | toJson)) }}
- {{ printf "services.%s.sidecars: a sidecar or init container may get more rights, which a namespace with PodSecurity restricted refuses" $name | quote }}
{{- end }}
{{- range $index, $capability := dig "securityContext" "addCapabilities" list $service }}
{{- if not (eq $capability "NET_BIND_SERVICE") }}
- {{ printf "services.%s.securityContext.addCapabilities[%d]: adds %s, which a namespace with PodSecurity restricted refuses" $name (int64 $index) $capability | quote }}
{{- end }}
{{- end }}
{{- range $sysctl, $_ := dig "podSecurityContext" "sysctls" dict $service }}
{{- if not (regexMatch "^(kernel[./]shm_rmid_forced|net[./]ipv4[./](ip_local_port_range|ip_local_reserved_ports|ip_unprivileged_port_start|ping_group_range|tcp_fin_timeout|tcp_keepalive_intvl|tcp_keepalive_probes|tcp_keepalive_time|tcp_rmem|tcp_syncookies|tcp_wmem))$" $sysctl) }}
- {{ printf "services.%s.podSecurityContext.sysctls.%s: is no safe sysctl: the kubelet starts no pod with it, unless its flag --allowed-unsafe-sysctls names it" $name $sysctl | quote }}
{{- end }}
{{- end }}
{{- if and (and (or (not (eq (dig "preset" "none" $service) "none")) $service.port) (eq (dig "preset" "none" $service) "none") (not ((dig "probes" dict $service).path))) (or (and (dig "probes" "startup" "enabled" true $service) (eq (dig "probes" "startup" "handler" "http" $service) "http") (not ((dig "probes" "startup" dict $service).path))) (and (dig "probes" "liveness" "enabled" true $service) (eq (dig "probes" "liveness" "handler" "http" $service) "http") (not ((dig "probes" "liveness" dict $service).path))) (and (dig "probes" "readiness" "enabled" true $service) (eq (dig "probes" "readiness" "handler" "http" $service) "http") (not ((dig "probes" "readiness" dict $service).path)))) }}
- {{ printf "services.%s.probes.path: the checks ask for / by HTTP, and pods that do not answer are restarted again and again; set it to what the service answers, or the handlers to tcp" $name | quote }}
{{- end }}
{{- range $resource, $amount := include "todo-chatbot.service.resources.requests" (dict "service" $service) | fromYaml }}
{{- if and (eq $resource "cpu") (regexMatch "^[1-9][0-9]{2,5}$" $amount) }}
- {{ printf "services.%s.resources.requests.%s: is %s whole processors; did you mean %sm?" $name $resource $amount $amount | quote }}
{{- end }}
{{- end }}
{{- range $resource, $amount := include "todo-chatbot.service.resources.limits" (dict "service" $service) | fromYaml }}
{{- if and (eq $resource "cpu") (regexMatch "^[1-9][0-9]{2,5}$" $amount) }}
- {{ printf "services.%s.resources.limits.%s: is %s whole processors; did you mean %sm?" $name $resource $amount $amount | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := dig "env" dict $service }}
{{- if and (regexMatch "^(GUNICORN_CMD_ARGS|HOST|HOSTNAME|UVICORN_HOST)$" $variable) (regexMatch "(^|[= ])(127\\.|localhost|\\[?::1)" $value) }}
- {{ printf "services.%s.env.%s: lets the program listen to its own pod only, where neither checks nor other pods reach it; write 0.0.0.0" $name $variable | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := dig "configMapEnv" dict $service }}
{{- if and (regexMatch "^(GUNICORN_CMD_ARGS|HOST|HOSTNAME|UVICORN_HOST)$" $variable) (regexMatch "(^|[= ])(127\\.|localhost|\\[?::1)" $value) }}
- {{ printf "services.%s.configMapEnv.%s: lets the program listen to its own pod only, where neither checks nor other pods reach it; write 0.0.0.0" $name $variable | quote }}
{{- end }}
{{- end }}
{{- if regexMatch "(^| )(--host|--hostname|--bind|-b|-H)(^|[= ])(127\\.|localhost|\\[?::1)" (join " " (dig "command" list $service)) }}
- {{ printf "services.%s.command: lets the program listen to its own pod only, where neither checks nor other pods reach it; write 0.0.0.0" $name | quote }}
{{- end }}
{{- if regexMatch "(^| )(--host|--hostname|--bind|-b|-H)(^|[= ])(127\\.|localhost|\\[?::1)" (join " " (dig "args" list $service)) }}
- {{ printf "services.%s.args: lets the program listen to its own pod only, where neither checks nor other pods reach it; write 0.0.0.0" $name | quote }}
{{- end }}
{{- if and (lt ($service.port | default 1024 | int64) 1024) (and (not (eq (dig "preset" "none" $service) "nginx")) (not (dig "podSecurityContext" "allowRoot" false $service)) (not (hasKey (dig "podSecurityContext" "sysctls" dict $service) "net.ipv4.ip_unprivileged_port_start"))) }}
- {{ printf "services.%s.port: is left to root by some container runtimes, such as containerd 1, and the program is another user; set podSecurityContext.sysctls to {net.ipv4.ip_unprivileged_port_start: \"0\"}, or choose a port from 1024 on" $name | quote }}
{{- end }}
{{- range $index, $sidecar := dig "sidecars" list $service }}
{{- if and (or (contains (printf "\"containerPort\":%d," ($service.port | default (get (dict "fastapi" 8000 "gunicorn" 8000 "nextjs" 3000 "nginx" 80 "none" 8080 "uvicorn" 8000) (dig "preset" "none" $service) | int64) | int64)) ($sidecar | toJson)) (contains (printf "\"containerPort\":%d}" ($service.port | default (get (dict "fastapi" 8000 "gunicorn" 8000 "nextjs" 3000 "nginx" 80 "none" 8080 "uvicorn" 8000) (dig "preset" "none" $service) | int64) | int64)) ($sidecar | toJson))) (not (contains "\"UDP\"" ($sidecar | toJson))) }}
- {{ printf "services.%s.sidecars[%d].ports: has the port of the main container, and the containers of a pod share one network, so that only one of the two can listen there; choose another port" $name (int64 $index) | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := dig "configMapEnv" dict $service }}
{{- if regexMatch "\\$\\([A-Z_][A-Z0-9_.-]*\\)" $value }}
- {{ printf "services.%s.configMapEnv.%s: stays as it is written, as Kubernetes replaces $(NAME) in env only; move it there" $name $variable | quote }}
{{- end }}
{{- end }}
{{- if and (regexMatch "IPv6|RequireDualStack" (dig "serviceSpec" dict $service | toJson)) (regexMatch "^(uvicorn|fastapi|gunicorn|nextjs)$" (dig "preset" "none" $service)) (not (contains "\"::\"" (dig "env" dict $service | toJson))) }}
- {{ printf "services.%s.serviceSpec: the preset lets the program listen on IPv4 only, so connections by IPv6 are refused; set its variable, such as HOSTNAME or UVICORN_HOST, to ::" $name | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- range $index, $given := .Values.extraObjects }}
{{- if and (and $.Values.frontend.enabled (not $.Values.frontend.autoscaling.external)) (eq (include "todo-chatbot.scalers.target" (dict "given" $given)) (include "todo-chatbot.frontend.fullname" $)) }}
- {{ printf "extraObjects[%d].spec.scaleTargetRef.name: scales frontend, whose number of pods each upgrade sets too; set frontend.autoscaling.external" (int64 $index) | quote }}
{{- end }}
{{- if and (and $.Values.backend.enabled (not $.Values.backend.autoscaling.external)) (eq (include "todo-chatbot.scalers.target" (dict "given" $given)) (include "todo-chatbot.backend.fullname" $)) }}
- {{ printf "extraObjects[%d].spec.scaleTargetRef.name: scales backend, whose number of pods each upgrade sets too; set backend.autoscaling.external" (int64 $index) | quote }}
{{- end }}
{{- range $name, $service := $.Values.services }}
{{- if and (and (dig "enabled" true $service) (not (dig "autoscaling" "external" false $service))) (eq (include "todo-chatbot.scalers.target" (dict "given" $given)) (printf "%s-%s" (trunc (max 0 (sub 62 (len $name)) | int) (include "todo-chatbot.fullname" $) | trimSuffix "-") $name)) }}
- {{ printf "extraObjects[%d].spec.scaleTargetRef.name: scales services.%s, whose number of pods each upgrade sets too; set services.%s.autoscaling.external" (int64 $index) $name $name | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.warnings.claims" -}}
{{- if and .Values.frontend.enabled .Values.frontend.persistence.enabled .Values.frontend.persistence.existingClaim (not (or (has "ReadOnlyMany" .Values.frontend.persistence.accessModes) (has "ReadWriteMany" .Values.frontend.persistence.accessModes))) }}
- {{ .Values.frontend.persistence.existingClaim | quote }}
{{- end }}
{{- if and .Values.backend.enabled .Values.backend.persistence.enabled .Values.backend.persistence.existingClaim (not (or (has "ReadOnlyMany" .Values.backend.persistence.accessModes) (has "ReadWriteMany" .Values.backend.persistence.accessModes))) }}
- {{ .Values.backend.persistence.existingClaim | quote }}
{{- end }}
{{- range $_, $service := .Values.services }}
{{- if and (dig "enabled" true $service) (dig "persistence" "enabled" false $service) (dig "persistence" "existingClaim" "" $service) (not (or (has "ReadOnlyMany" (dig "persistence" "accessModes" (list "ReadWriteOnce") $service)) (has "ReadWriteMany" (dig "persistence" "accessModes" (list "ReadWriteOnce") $service)))) }}
- {{ $service.persistence.existingClaim | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.warnings.port" -}}
{{- $variable := .variable -}}
{{- $value := .value -}}
{{- if and (or (regexMatch "^([a-z][a-z0-9+.-]*://([^/@]*@)?[a-z0-9][a-z0-9.-]*:[0-9]{2,5}|[a-z][a-z0-9.-]*:[0-9]{3,5})([/?#,]|$)" $value) (and (regexMatch "^(AMQP|CACHE|DATABASE|DB|ELASTIC|EMAIL|KAFKA|LDAP|MAIL|MEMCACHED|MINIO|MONGO|MQTT|MYSQL|NATS|PG|POSTGRES|RABBIT|REDIS|SMTP)[A-Z]*_([A-Z]+_)*PORT$" $variable) (regexMatch "^[0-9]{2,5}$" $value))) (not (or (regexMatch "^([a-z][a-z0-9+.-]*://)?([^/@]*@)?(localhost|127\\.|0\\.0\\.0\\.0)" $value) (regexMatch "^(NEXT_PUBLIC|NUXT_PUBLIC|PUBLIC|REACT_APP|VITE)_|ALLOWED|BIND|CORS|LISTEN|ORIGIN" $variable))) }}
{{- regexReplaceAllLiteral "^.*:" (regexReplaceAllLiteral "[/?#,].*$" (regexReplaceAllLiteral "^[^/]*//" $value "") "") "" }}
{{- else }}
{{- "" }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.warnings.withSources" -}}
{{- if and .Values.frontend.enabled .Values.frontend.extraEnvFrom }}
frontend: "true"
{{- end }}
{{- if and .Values.backend.enabled .Values.backend.extraEnvFrom }}
backend: "true"
{{- end }}
{{- range $other, $service := .Values.services }}
{{- if and (dig "enabled" true $service) $service.extraEnvFrom }}
{{ $other | quote }}: "true"
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.warnings.withoutHttp" -}}
{{- range $other, $service := .Values.services }}
{{- if not (or (not (eq (dig "preset" "none" $service) "none")) (and (dig "probes" "startup" "enabled" true $service) (eq (dig "probes" "startup" "handler" "http" $service) "http")) (and (dig "probes" "liveness" "enabled" true $service) (eq (dig "probes" "liveness" "handler" "http" $service) "http")) (and (dig "probes" "readiness" "enabled" true $service) (eq (dig "probes" "readiness" "handler" "http" $service) "http"))) }}
{{ $other | quote }}: "true"
{{- end }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.helpersVersion" -}}
2926b468
{{- end }}
