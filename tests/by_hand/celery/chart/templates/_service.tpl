{{/*
A service with its Deployment, ServiceAccount and PodDisruptionBudget
(dict "root" $ "component" "api" "values" .Values.api "env" (dict)).
*/}}
{{- define "shop.service" -}}
{{- $fullname := printf "%s-%s" (include "shop.fullname" .root) .component }}
{{- $uvicorn := dict
  "FORWARDED_ALLOW_IPS" "*"
  "UVICORN_HOST" "0.0.0.0"
  "UVICORN_PORT" "8000"
  "UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN" "15"
  "UVICORN_TIMEOUT_KEEP_ALIVE" "75"
  "UVICORN_WORKERS" "1"
}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $fullname }}
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  replicas: {{ int .values.replicaCount }}
  revisionHistoryLimit: 5
  minReadySeconds: 5
  progressDeadlineSeconds: 300
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 25%
      maxUnavailable: 0
  selector:
    matchLabels:
      {{- include "shop.selectorLabels" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "shop.selectorLabels" . | nindent 8 }}
    spec:
      serviceAccountName: {{ $fullname }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: 30
      securityContext:
        runAsNonRoot: true
        runAsUser: 1000
        runAsGroup: 1000
        fsGroup: 1000
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: {{ .component }}
          image: {{ include "shop.image" (dict "root" .root "image" .values.image) | quote }}
          imagePullPolicy: {{ .values.image.pullPolicy }}
          {{- with .values.args }}
          args:
            {{- toYaml . | nindent 12 }}
          {{- end }}
          ports:
            - name: http
              containerPort: 8000
              protocol: TCP
          env:
            {{- range $name, $value := merge (dict) .values.env .env $uvicorn }}
            - name: {{ $name | quote }}
              value: {{ $value | quote }}
            {{- end }}
          resources:
            {{- toYaml .values.resources | nindent 12 }}
          startupProbe:
            httpGet:
              path: /health
              port: http
            periodSeconds: 1
            timeoutSeconds: 2
            failureThreshold: 120
          livenessProbe:
            httpGet:
              path: /health
              port: http
            periodSeconds: 5
            timeoutSeconds: 2
            failureThreshold: 3
            terminationGracePeriodSeconds: 5
          readinessProbe:
            httpGet:
              path: /health
              port: http
            periodSeconds: 5
            timeoutSeconds: 2
            failureThreshold: 2
          lifecycle:
            preStop:
              sleep:
                seconds: 10
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop:
                - ALL
          volumeMounts:
            - name: writable-e9671acd
              mountPath: /tmp
      volumes:
        - name: writable-e9671acd
          emptyDir:
            sizeLimit: 64Mi
      topologySpreadConstraints:
        {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
        - topologyKey: {{ . }}
          maxSkew: 1
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "shop.selectorLabels" $ | nindent 14 }}
          matchLabelKeys:
            - pod-template-hash
        {{- end }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $fullname }}
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  type: ClusterIP
  selector:
    {{- include "shop.selectorLabels" . | nindent 4 }}
  ports:
    - name: http
      port: 8000
      targetPort: http
      protocol: TCP
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ $fullname }}
  labels:
    {{- include "shop.labels" . | nindent 4 }}
automountServiceAccountToken: false
{{- if ge (int .values.replicaCount) 2 }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ $fullname }}
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "shop.selectorLabels" . | nindent 6 }}
{{- end }}
{{- end }}
