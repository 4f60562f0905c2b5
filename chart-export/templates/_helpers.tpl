{{- define "todo-chatbot.backend-test.fullname" -}}
{{- printf "%s-backend-test" (include "todo-chatbot.fullname" . | trunc 50 | trimSuffix "-") }}
{{- end }}

{{- define "todo-chatbot.backend.config" -}}
{{- toJson (merge (dict) .Values.backend.configMapEnv (include "todo-chatbot.backend.ownConfig" . | fromYaml)) }}
{{- end }}

{{- define "todo-chatbot.backend.env" -}}
{{- toJson (merge (dict) .Values.backend.env (include "todo-chatbot.backend.presetEnv" . | fromYaml)) }}
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
{{- if .Values.backend.image.registry }}
{{- printf "%s/%s" .Values.backend.image.registry .Values.backend.image.repository }}
{{- else }}
{{- .Values.backend.image.repository }}
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

{{- define "todo-chatbot.backend.ownConfig" -}}
AI_PROVIDER: {{ .Values.ai.provider | quote }}
{{- if .Values.ai.model }}
AI_MODEL: {{ .Values.ai.model | quote }}
{{- end }}
DB_POOL_SIZE: {{ (int64 .Values.database.poolSize) | toString | quote }}
DB_MAX_OVERFLOW: {{ (int64 .Values.database.maxOverflow) | toString | quote }}
{{- if .Values.auth.url }}
{{ .Values.auth.urlEnv | quote }}: {{ .Values.auth.url | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.ownSecrets" -}}
{{- if not (eq .Values.ai.provider "none") }}
{{ ternary "OPENAI_API_KEY" "GEMINI_API_KEY" (eq .Values.ai.provider "openai") | quote }}: {{ ternary .Values.ai.keyName (ternary "OPENAI_API_KEY" "GEMINI_API_KEY" (eq .Values.ai.provider "openai")) (not (empty .Values.ai.keyName)) | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.ownVariables" -}}
{{- if .Values.ai.model }}
AI_MODEL: ai.model
{{- end }}
AI_PROVIDER: ai.provider
DB_MAX_OVERFLOW: database.maxOverflow
DB_POOL_SIZE: database.poolSize
{{- if eq .Values.backend.preset "uvicorn" }}
UVICORN_WORKERS: database.workers
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
{{- else if eq .Values.backend.preset "nextjs" }}
HOSTNAME: "0.0.0.0"
KEEP_ALIVE_TIMEOUT: "75000"
PORT: {{ (include "todo-chatbot.backend.port" . | int64) | toString | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.presetPath" -}}
{{- if eq .Values.backend.preset "none" }}
{{- "/" }}
{{- else if eq .Values.backend.preset "uvicorn" }}
{{- "/health" }}
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
{{- else if eq .Values.backend.preset "uvicorn" }}
{{- 8000 }}
{{- else if eq .Values.backend.preset "nextjs" }}
{{- 3000 }}
{{- else }}
{{- 80 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.presetSysctls" -}}
{{- if eq .Values.backend.preset "nginx" }}
net.ipv4.ip_unprivileged_port_start: "0"
{{- end }}
{{- end }}

{{- define "todo-chatbot.backend.presetUser" -}}
{{- if eq .Values.backend.preset "none" }}
{{- 1000 }}
{{- else if eq .Values.backend.preset "uvicorn" }}
{{- 1000 }}
{{- else if eq .Values.backend.preset "nextjs" }}
{{- 1000 }}
{{- else }}
{{- 101 }}
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

{{- define "todo-chatbot.backend.writablePaths" -}}
{{- toJson (merge (dict) .Values.backend.writablePaths (include "todo-chatbot.backend.presetPaths" . | fromYaml)) }}
{{- end }}

{{- define "todo-chatbot.chart" -}}
{{- regexReplaceAll "[^A-Za-z0-9_.-]" (printf "todo-chatbot-%s" .Chart.Version) "_" | trunc 63 | trimAll "_.-" }}
{{- end }}

{{- define "todo-chatbot.frontend-test.fullname" -}}
{{- printf "%s-frontend-test" (include "todo-chatbot.fullname" . | trunc 49 | trimSuffix "-") }}
{{- end }}

{{- define "todo-chatbot.frontend.config" -}}
{{- toJson (merge (dict) .Values.frontend.configMapEnv (include "todo-chatbot.frontend.ownConfig" . | fromYaml)) }}
{{- end }}

{{- define "todo-chatbot.frontend.env" -}}
{{- toJson (merge (dict) .Values.frontend.env (dict .Values.frontend.backendUrlEnv (printf "http://%s:%d" (include "todo-chatbot.backend.fullname" .) (include "todo-chatbot.backend.servicePort" . | int64))) (include "todo-chatbot.frontend.presetEnv" . | fromYaml)) }}
{{- end }}

{{- define "todo-chatbot.frontend.fullname" -}}
{{- printf "%s-frontend" (include "todo-chatbot.fullname" . | trunc 54 | trimSuffix "-") }}
{{- end }}

{{- define "todo-chatbot.frontend.image" -}}
{{- if .Values.frontend.image.digest }}
{{- printf "%s@%s" (include "todo-chatbot.frontend.imagePath" .) .Values.frontend.image.digest }}
{{- else }}
{{- printf "%s:%s" (include "todo-chatbot.frontend.imagePath" .) (.Values.frontend.image.tag | default (include "todo-chatbot.imageTag" .)) }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.imagePath" -}}
{{- if .Values.frontend.image.registry }}
{{- printf "%s/%s" .Values.frontend.image.registry .Values.frontend.image.repository }}
{{- else }}
{{- .Values.frontend.image.repository }}
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

{{- define "todo-chatbot.frontend.ownConfig" -}}
{{- if .Values.auth.url }}
{{ .Values.auth.urlEnv | quote }}: {{ .Values.auth.url | quote }}
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
{{- else if eq .Values.frontend.preset "nextjs" }}
HOSTNAME: "0.0.0.0"
KEEP_ALIVE_TIMEOUT: "75000"
PORT: {{ (include "todo-chatbot.frontend.port" . | int64) | toString | quote }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.presetPath" -}}
{{- if eq .Values.frontend.preset "none" }}
{{- "/" }}
{{- else if eq .Values.frontend.preset "uvicorn" }}
{{- "/health" }}
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
{{- else if eq .Values.frontend.preset "uvicorn" }}
{{- 8000 }}
{{- else if eq .Values.frontend.preset "nextjs" }}
{{- 3000 }}
{{- else }}
{{- 80 }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.presetSysctls" -}}
{{- if eq .Values.frontend.preset "nginx" }}
net.ipv4.ip_unprivileged_port_start: "0"
{{- end }}
{{- end }}

{{- define "todo-chatbot.frontend.presetUser" -}}
{{- if eq .Values.frontend.preset "none" }}
{{- 1000 }}
{{- else if eq .Values.frontend.preset "uvicorn" }}
{{- 1000 }}
{{- else if eq .Values.frontend.preset "nextjs" }}
{{- 1000 }}
{{- else }}
{{- 101 }}
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

{{- define "todo-chatbot.frontend.secretEnv" -}}
{{- range $key, $value := .Values.frontend.secretEnv }}
{{- if $value }}
{{ $key | quote }}: {{ $value | quote }}
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

{{- define "todo-chatbot.frontend.writablePaths" -}}
{{- toJson (merge (dict) .Values.frontend.writablePaths (include "todo-chatbot.frontend.presetPaths" . | fromYaml)) }}
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

{{- define "todo-chatbot.imageTag" -}}
{{- regexReplaceAll "^[.-]|[^A-Za-z0-9_.-]" .Chart.AppVersion "_" | trunc 128 }}
{{- end }}

{{- define "todo-chatbot.migrations.fullname" -}}
{{- printf "%s-migrations" (include "todo-chatbot.fullname" . | trunc 52 | trimSuffix "-") }}
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

{{- define "todo-chatbot.name" -}}
{{- if .Values.nameOverride }}
{{- .Values.nameOverride }}
{{- else }}
{{- regexReplaceAll "[^A-Za-z0-9_.-]" (.Chart.Name | lower | replace "_" "-") "_" | trunc 63 | trimAll "_.-" }}
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
{{- if .Values.tests.image.registry }}
{{- printf "%s/%s" .Values.tests.image.registry .Values.tests.image.repository }}
{{- else }}
{{- .Values.tests.image.repository }}
{{- end }}
{{- end }}

{{- define "todo-chatbot.version" -}}
{{- regexReplaceAll "[^A-Za-z0-9_.-]" .Chart.AppVersion "_" | trunc 63 | trimAll "_.-" }}
{{- end }}

{{- define "todo-chatbot.helpersVersion" -}}
6acb0271
{{- end }}
