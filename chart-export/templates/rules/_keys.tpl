{{- /* Keys that no section knows, each with the one that may be meant. */}}
{{- define "todo-chatbot.unknownKeys" -}}
{{- $sections := dict
  "pullSecret" (dict "name" "")
  "image" (dict "digest" "" "pullPolicy" "" "registry" "" "repository" "" "tag" "")
  "secretKey" (dict "key" "" "name" "" "optional" "")
  "envSource" (dict "configMapKeyRef" "secretKey" "fieldRef" "" "fileKeyRef" "" "resourceFieldRef" "" "secretKeyRef" "secretKey")
  "secretFiles" (dict "keys" "" "secret" "")
  "resources" (dict "limits" "" "requests" "")
  "podSecurityContext" (dict "allowRoot" "" "appArmorProfile" "" "fsGroup" "" "fsGroupChangePolicy" "" "runAsGroup" "" "runAsUser" "" "seLinuxOptions" "" "seccompProfile" "" "supplementalGroups" "" "supplementalGroupsPolicy" "" "sysctls" "")
  "securityContext" (dict "addCapabilities" "" "readOnlyRootFilesystem" "")
  "topologySpread" (dict "enabled" "" "keys" "" "maxSkew" "" "strict" "" "strictKeys" "")
  "serviceAccount" (dict "annotations" "" "automountToken" "" "create" "" "name" "")
  "metadata" (dict "annotations" "" "labels" "")
  "service" (dict "alias" "" "annotations" "" "port" "")
  "startupProbe" (dict "command" "" "enabled" "" "failureThreshold" "" "handler" "" "headers" "" "path" "" "periodSeconds" "" "port" "" "scheme" "" "service" "" "timeoutSeconds" "")
  "livenessProbe" (dict "command" "" "enabled" "" "failureThreshold" "" "handler" "" "headers" "" "path" "" "periodSeconds" "" "port" "" "scheme" "" "service" "" "terminationGracePeriodSeconds" "" "timeoutSeconds" "")
  "probes" (dict "liveness" "livenessProbe" "path" "" "readiness" "startupProbe" "restartBudgetSeconds" "" "startup" "startupProbe")
  "rollout" (dict "drainDelaySeconds" "" "drainSeconds" "" "maxSurge" "" "maxUnavailable" "" "minReadySeconds" "" "progressDeadlineSeconds" "" "revisionHistoryLimit" "" "startSeconds" "" "strategy" "" "terminationGracePeriodSeconds" "")
  "persistence" (dict "accessModes" "" "annotations" "" "enabled" "" "existingClaim" "" "keep" "" "mountPath" "" "size" "" "storageClass" "")
  "autoscaling" (dict "behavior" "" "enabled" "" "external" "" "maxReplicas" "" "metrics" "" "minReplicas" "" "targetCPUUtilizationPercentage" "" "targetMemoryUtilizationPercentage" "")
  "podDisruptionBudget" (dict "enabled" "" "maxUnavailable" "" "minAvailable" "")
  "backend" (dict "affinity" "" "allowPlainEnv" "" "args" "" "autoscaling" "autoscaling" "command" "" "configMapEnv" "" "containerSpec" "" "databaseConnections" "" "deploymentSpec" "" "enabled" "" "env" "" "envValueFrom" "*envSource" "extraEnvFrom" "" "extraPorts" "" "extraVolumeMounts" "" "extraVolumes" "" "image" "image" "initContainers" "" "lifecycle" "" "metadata" "metadata" "nodeFailureSeconds" "" "nodeSelector" "" "persistence" "persistence" "podAnnotations" "" "podDisruptionBudget" "podDisruptionBudget" "podLabels" "" "podSecurityContext" "podSecurityContext" "podSpec" "" "port" "" "preset" "" "priorityClassName" "" "probes" "probes" "replicaCount" "" "resources" "resources" "rollout" "rollout" "secretEnv" "" "secretFiles" "*secretFiles" "securityContext" "securityContext" "seededPaths" "" "service" "service" "serviceAccount" "serviceAccount" "serviceSpec" "" "sidecars" "" "tolerations" "" "topologySpread" "topologySpread" "writablePaths" "")
  "exposedService" (dict "alias" "" "annotations" "" "loadBalancerSourceRanges" "" "nodePort" "" "port" "" "type" "")
  "frontendPolicy" (dict "https" "")
  "frontend" (dict "affinity" "" "allowPlainEnv" "" "args" "" "autoscaling" "autoscaling" "backendUrlEnv" "" "command" "" "configMapEnv" "" "containerSpec" "" "databaseConnections" "" "deploymentSpec" "" "enabled" "" "env" "" "envValueFrom" "*envSource" "extraEnvFrom" "" "extraPorts" "" "extraVolumeMounts" "" "extraVolumes" "" "image" "image" "initContainers" "" "lifecycle" "" "metadata" "metadata" "networkPolicy" "frontendPolicy" "nodeFailureSeconds" "" "nodeSelector" "" "persistence" "persistence" "podAnnotations" "" "podDisruptionBudget" "podDisruptionBudget" "podLabels" "" "podSecurityContext" "podSecurityContext" "podSpec" "" "port" "" "preset" "" "priorityClassName" "" "probes" "probes" "replicaCount" "" "resources" "resources" "rollout" "rollout" "secretEnv" "" "secretFiles" "*secretFiles" "securityContext" "securityContext" "seededPaths" "" "service" "exposedService" "serviceAccount" "serviceAccount" "serviceSpec" "" "sidecars" "" "tolerations" "" "topologySpread" "topologySpread" "writablePaths" "")
  "servicePeers" (dict "extraEgress" "" "extraFrom" "")
  "furtherService" (dict "affinity" "" "allowPlainEnv" "" "args" "" "autoscaling" "autoscaling" "command" "" "configMapEnv" "" "containerSpec" "" "databaseConnections" "" "deploymentSpec" "" "enabled" "" "env" "" "envValueFrom" "*envSource" "extraEnvFrom" "" "extraPorts" "" "extraVolumeMounts" "" "extraVolumes" "" "image" "image" "initContainers" "" "lifecycle" "" "metadata" "metadata" "networkPolicy" "servicePeers" "nodeFailureSeconds" "" "nodeSelector" "" "persistence" "persistence" "podAnnotations" "" "podDisruptionBudget" "podDisruptionBudget" "podLabels" "" "podSecurityContext" "podSecurityContext" "podSpec" "" "port" "" "preset" "" "priorityClassName" "" "probes" "probes" "reachableFrom" "" "reaches" "" "replicaCount" "" "resources" "resources" "rollout" "rollout" "secretEnv" "" "secretFiles" "*secretFiles" "securityContext" "securityContext" "seededPaths" "" "service" "service" "serviceAccount" "serviceAccount" "serviceSpec" "" "sidecars" "" "tolerations" "" "topologySpread" "topologySpread" "writablePaths" "")
  "cronJob" (dict "activeDeadlineSeconds" "" "allowPlainEnv" "" "args" "" "backoffLimit" "" "command" "" "concurrencyPolicy" "" "databaseConnections" "" "env" "" "envValueFrom" "*envSource" "extraEgress" "" "extraEnvFrom" "" "extraVolumeMounts" "" "extraVolumes" "" "failedJobsHistoryLimit" "" "image" "image" "nodeSelector" "" "podAnnotations" "" "podLabels" "" "podSecurityContext" "podSecurityContext" "priorityClassName" "" "reaches" "" "resources" "resources" "schedule" "" "secretEnv" "" "secretFiles" "*secretFiles" "securityContext" "securityContext" "service" "" "serviceAccountName" "" "startingDeadlineSeconds" "" "successfulJobsHistoryLimit" "" "suspend" "" "timeZone" "" "tolerations" "" "writablePaths" "")
  "remoteRef" (dict "key" "" "property" "")
  "externalSecret" (dict "data" "*remoteRef" "dataFrom" "" "refreshInterval" "" "storeKind" "" "storeName" "")
  "secrets" (dict "existingSecret" "" "externalSecret" "externalSecret" "mode" "" "revision" "" "values" "")
  "database" (dict "directUrlKey" "" "frontendConnections" "-" "maxConnections" "" "maxOverflow" "" "maxOverflowEnv" "" "namespaceSelector" "" "podSelector" "" "poolSize" "" "poolSizeEnv" "" "port" "" "reservedConnections" "" "workers" "")
  "ai" (dict "baseUrl" "" "keyEnv" "" "keyName" "" "model" "" "provider" "" "providerEnv" "" "secretKey" "-")
  "auth" (dict "url" "" "urlEnv" "")
  "ingressTls" (dict "hosts" "" "secretName" "")
  "routePath" (dict "path" "" "rewrite" "" "service" "" "type" "")
  "ingress" (dict "annotations" "" "backendPaths" "" "className" "" "controller" "" "enabled" "" "hosts" "" "paths" "*routePath" "tls" "*ingressTls" "tlsSecretName" "")
  "parentRef" (dict "name" "" "namespace" "" "port" "" "sectionName" "")
  "routeTimeouts" (dict "backendRequest" "" "request" "")
  "gatewayPath" (dict "filters" "" "path" "" "rewrite" "" "service" "" "timeouts" "routeTimeouts" "type" "")
  "gateway" (dict "annotations" "" "backendPaths" "" "enabled" "" "filters" "" "hostnames" "" "parentRefs" "*parentRef" "paths" "*gatewayPath" "timeouts" "routeTimeouts")
  "server" (dict "namespaceSelector" "" "podSelector" "" "port" "" "reachableFrom" "")
  "networkPolicy" (dict "backendFrom" "" "dns" "" "egress" "" "enabled" "" "extraEgress" "" "frontendFrom" "" "servers" "*server")
  "serviceMonitor" (dict "enabled" "" "interval" "" "labels" "" "namespace" "" "path" "" "paths" "" "scrapeTimeout" "" "services" "")
  "probeMonitor" (dict "enabled" "" "interval" "" "labels" "" "module" "" "namespace" "" "proberUrl" "" "targets" "")
  "alerts" (dict "alertLabels" "" "availabilityPercent" "" "certificateDays" "" "enabled" "" "labels" "" "latencyMilliseconds" "" "namespace" "" "restartsPerHour" "")
  "dashboard" (dict "annotations" "" "enabled" "" "labels" "" "namespace" "")
  "monitoring" (dict "alerts" "alerts" "dashboard" "dashboard" "probe" "probeMonitor" "serviceMonitor" "serviceMonitor")
  "migrations" (dict "annotations" "" "command" "" "deadlineSeconds" "" "enabled" "" "extraEgress" "" "hook" "" "initContainers" "" "podAnnotations" "" "podLabels" "" "resources" "resources" "retries" "" "serviceAccountName" "" "ttlSecondsAfterFinished" "" "useBackendInitContainers" "" "useBackendServiceAccount" "")
  "tests" (dict "enabled" "" "image" "image")
  "todoChatbot" (dict "ai" "ai" "auth" "auth" "backend" "backend" "commonAnnotations" "" "commonLabels" "" "cronJobs" "*cronJob" "database" "database" "deployBudgetSeconds" "" "enabled" "-" "extraObjects" "" "frontend" "frontend" "fullnameOverride" "" "gateway" "gateway" "global" "" "imagePullSecrets" "*pullSecret" "ingress" "ingress" "migrations" "migrations" "monitoring" "monitoring" "nameOverride" "" "networkPolicy" "networkPolicy" "platform" "" "secrets" "secrets" "services" "*furtherService" "tests" "tests")
}}
{{- $hints := dict
  "image" (dict "image" "did you mean %srepository?" "name" "did you mean %srepository?" "version" "did you mean %stag?")
  "resources" (dict "cpu" "it belongs to %srequests and %slimits" "memory" "it belongs to %srequests and %slimits")
  "backend" (dict "containerPort" "did you mean %sport?" "environment" "did you mean %senv?" "extraEnv" "did you mean %senv?" "hpa" "did you mean %sautoscaling?" "labels" "did you mean %spodLabels?" "livenessProbe" "did you mean %sprobes.liveness?" "networkPolicy" "its policy is in networkPolicy at the top: backendFrom for who reaches it, servers and extraEgress for what it reaches" "pdb" "did you mean %spodDisruptionBudget?" "pvc" "did you mean %spersistence?" "readinessProbe" "did you mean %sprobes.readiness?" "serviceAccountName" "did you mean %sserviceAccount.name?" "startupProbe" "did you mean %sprobes.startup?")
  "frontend" (dict "containerPort" "did you mean %sport?" "environment" "did you mean %senv?" "extraEnv" "did you mean %senv?" "hpa" "did you mean %sautoscaling?" "labels" "did you mean %spodLabels?" "livenessProbe" "did you mean %sprobes.liveness?" "pdb" "did you mean %spodDisruptionBudget?" "pvc" "did you mean %spersistence?" "readinessProbe" "did you mean %sprobes.readiness?" "serviceAccountName" "did you mean %sserviceAccount.name?" "startupProbe" "did you mean %sprobes.startup?")
  "furtherService" (dict "containerPort" "did you mean %sport?" "environment" "did you mean %senv?" "extraEnv" "did you mean %senv?" "hpa" "did you mean %sautoscaling?" "labels" "did you mean %spodLabels?" "livenessProbe" "did you mean %sprobes.liveness?" "pdb" "did you mean %spodDisruptionBudget?" "pvc" "did you mean %spersistence?" "readinessProbe" "did you mean %sprobes.readiness?" "serviceAccountName" "did you mean %sserviceAccount.name?" "startupProbe" "did you mean %sprobes.startup?")
  "remoteRef" (dict "field" "did you mean %sproperty?" "name" "did you mean %skey?" "path" "did you mean %skey?" "remoteRef" "its key and property stand here, without it")
  "database" (dict "connectionString" "the URL of the database goes into the Secret, and the name of its key into backend.secretEnv.DATABASE_URL" "dsn" "the URL of the database goes into the Secret, and the name of its key into backend.secretEnv.DATABASE_URL" "host" "the URL of the database goes into the Secret, and the name of its key into backend.secretEnv.DATABASE_URL" "name" "the URL of the database goes into the Secret, and the name of its key into backend.secretEnv.DATABASE_URL" "password" "the URL of the database goes into the Secret, and the name of its key into backend.secretEnv.DATABASE_URL" "uri" "the URL of the database goes into the Secret, and the name of its key into backend.secretEnv.DATABASE_URL" "url" "the URL of the database goes into the Secret, and the name of its key into backend.secretEnv.DATABASE_URL" "user" "the URL of the database goes into the Secret, and the name of its key into backend.secretEnv.DATABASE_URL" "username" "the URL of the database goes into the Secret, and the name of its key into backend.secretEnv.DATABASE_URL")
  "ai" (dict "apiKey" "the API key goes into the Secret, and the name of its key into keyName" "key" "the API key goes into the Secret, and the name of its key into keyName" "secret" "the API key goes into the Secret, and the name of its key into keyName" "token" "the API key goes into the Secret, and the name of its key into keyName")
  "auth" (dict "secret" "it goes into the Secret, and the name of its key into secretEnv.BETTER_AUTH_SECRET of the service" "secretKey" "it goes into the Secret, and the name of its key into secretEnv.BETTER_AUTH_SECRET of the service" "token" "it goes into the Secret, and the name of its key into secretEnv.BETTER_AUTH_SECRET of the service")
  "migrations" (dict "labels" "did you mean %spodLabels?" "sidecars" "put what runs beside the migration into initContainers, with restartPolicy: Always; the Job would not end before a container that does not")
  "todoChatbot" (dict "backends" "further services stand below services, by name" "celery" "a further service stands below services, such as services.celery" "databaseUrl" "the chart installs no database; put its URL into the Secret, see secrets" "database_url" "the chart installs no database; put its URL into the Secret, see secrets" "deployments" "further services stand below services, by name" "extraDeployments" "further services stand below services, by name" "extraServices" "further services stand below services, by name" "frontends" "further services stand below services, by name" "mcp" "a further service stands below services, such as services.mcp" "postgres" "the chart installs no database; put its URL into the Secret, see secrets" "postgresql" "the chart installs no database; put its URL into the Secret, see secrets" "redis" "the chart installs no database; put its URL into the Secret, see secrets" "websocket" "a further service stands below services, such as services.websocket" "worker" "a further service stands below services, such as services.worker" "workers" "a further service stands below services, such as services.workers")
}}
{{- $elsewhere := dict
  "backend" (dict "allocateLoadBalancerNodePorts" "serviceSpec" "clusterIP" "serviceSpec" "clusterIPs" "serviceSpec" "dnsConfig" "podSpec" "dnsPolicy" "podSpec" "evictionResponders" "podSpec" "externalIPs" "serviceSpec" "externalTrafficPolicy" "serviceSpec" "healthCheckNodePort" "serviceSpec" "hostAliases" "podSpec" "hostIPC" "podSpec" "hostNetwork" "podSpec" "hostPID" "podSpec" "hostUsers" "podSpec" "hostname" "podSpec" "hostnameOverride" "podSpec" "internalTrafficPolicy" "serviceSpec" "ipFamilies" "serviceSpec" "ipFamilyPolicy" "serviceSpec" "loadBalancerClass" "serviceSpec" "loadBalancerIP" "serviceSpec" "nodeName" "podSpec" "os" "podSpec" "overhead" "podSpec" "paused" "deploymentSpec" "preemptionPolicy" "podSpec" "priority" "podSpec" "publishNotReadyAddresses" "serviceSpec" "readinessGates" "podSpec" "resizePolicy" "containerSpec" "resourceClaims" "podSpec" "resources" "podSpec" "restartPolicy" "containerSpec" "restartPolicyRules" "containerSpec" "runtimeClassName" "podSpec" "schedulerName" "podSpec" "schedulingGates" "podSpec" "schedulingGroup" "podSpec" "sessionAffinity" "serviceSpec" "sessionAffinityConfig" "serviceSpec" "setHostnameAsFQDN" "podSpec" "shareProcessNamespace" "podSpec" "stdin" "containerSpec" "stdinOnce" "containerSpec" "subdomain" "podSpec" "terminationMessagePath" "containerSpec" "terminationMessagePolicy" "containerSpec" "trafficDistribution" "serviceSpec" "tty" "containerSpec" "volumeDevices" "containerSpec" "workingDir" "containerSpec" "workloadRef" "podSpec")
  "frontend" (dict "allocateLoadBalancerNodePorts" "serviceSpec" "clusterIP" "serviceSpec" "clusterIPs" "serviceSpec" "dnsConfig" "podSpec" "dnsPolicy" "podSpec" "evictionResponders" "podSpec" "externalIPs" "serviceSpec" "externalTrafficPolicy" "serviceSpec" "healthCheckNodePort" "serviceSpec" "hostAliases" "podSpec" "hostIPC" "podSpec" "hostNetwork" "podSpec" "hostPID" "podSpec" "hostUsers" "podSpec" "hostname" "podSpec" "hostnameOverride" "podSpec" "internalTrafficPolicy" "serviceSpec" "ipFamilies" "serviceSpec" "ipFamilyPolicy" "serviceSpec" "loadBalancerClass" "serviceSpec" "loadBalancerIP" "serviceSpec" "nodeName" "podSpec" "os" "podSpec" "overhead" "podSpec" "paused" "deploymentSpec" "preemptionPolicy" "podSpec" "priority" "podSpec" "publishNotReadyAddresses" "serviceSpec" "readinessGates" "podSpec" "resizePolicy" "containerSpec" "resourceClaims" "podSpec" "resources" "podSpec" "restartPolicy" "containerSpec" "restartPolicyRules" "containerSpec" "runtimeClassName" "podSpec" "schedulerName" "podSpec" "schedulingGates" "podSpec" "schedulingGroup" "podSpec" "sessionAffinity" "serviceSpec" "sessionAffinityConfig" "serviceSpec" "setHostnameAsFQDN" "podSpec" "shareProcessNamespace" "podSpec" "stdin" "containerSpec" "stdinOnce" "containerSpec" "subdomain" "podSpec" "terminationMessagePath" "containerSpec" "terminationMessagePolicy" "containerSpec" "trafficDistribution" "serviceSpec" "tty" "containerSpec" "volumeDevices" "containerSpec" "workingDir" "containerSpec" "workloadRef" "podSpec")
  "furtherService" (dict "allocateLoadBalancerNodePorts" "serviceSpec" "clusterIP" "serviceSpec" "clusterIPs" "serviceSpec" "dnsConfig" "podSpec" "dnsPolicy" "podSpec" "evictionResponders" "podSpec" "externalIPs" "serviceSpec" "externalTrafficPolicy" "serviceSpec" "healthCheckNodePort" "serviceSpec" "hostAliases" "podSpec" "hostIPC" "podSpec" "hostNetwork" "podSpec" "hostPID" "podSpec" "hostUsers" "podSpec" "hostname" "podSpec" "hostnameOverride" "podSpec" "internalTrafficPolicy" "serviceSpec" "ipFamilies" "serviceSpec" "ipFamilyPolicy" "serviceSpec" "loadBalancerClass" "serviceSpec" "loadBalancerIP" "serviceSpec" "nodeName" "podSpec" "os" "podSpec" "overhead" "podSpec" "paused" "deploymentSpec" "preemptionPolicy" "podSpec" "priority" "podSpec" "publishNotReadyAddresses" "serviceSpec" "readinessGates" "podSpec" "resizePolicy" "containerSpec" "resourceClaims" "podSpec" "resources" "podSpec" "restartPolicy" "containerSpec" "restartPolicyRules" "containerSpec" "runtimeClassName" "podSpec" "schedulerName" "podSpec" "schedulingGates" "podSpec" "schedulingGroup" "podSpec" "sessionAffinity" "serviceSpec" "sessionAffinityConfig" "serviceSpec" "setHostnameAsFQDN" "podSpec" "shareProcessNamespace" "podSpec" "stdin" "containerSpec" "stdinOnce" "containerSpec" "subdomain" "podSpec" "terminationMessagePath" "containerSpec" "terminationMessagePolicy" "containerSpec" "trafficDistribution" "serviceSpec" "tty" "containerSpec" "volumeDevices" "containerSpec" "workingDir" "containerSpec" "workloadRef" "podSpec")
}}
{{- $unknown := list }}
{{- $outer := list (dict "path" "" "section" "todoChatbot" "value" .Values) }}
{{- range until 6 }}
{{- $inner := list }}
{{- range $place := $outer }}
{{- $is_map := kindIs "map" $place.value }}
{{- if hasPrefix "*" $place.section }}
{{- if or $is_map (kindIs "slice" $place.value) }}
{{- range $key, $item := $place.value }}
{{- $path := printf (ternary "%s.%s" "%s[%d]" $is_map) $place.path $key }}
{{- $inner = append $inner (dict "path" $path "section" (trimPrefix "*" $place.section) "value" $item "above" $place) }}
{{- end }}
{{- end }}
{{- else if $is_map }}
{{- $keys := get $sections $place.section }}
{{- range $key, $value := $place.value }}
{{- $path := printf "%s.%s" $place.path $key | trimPrefix "." }}
{{- $below := get $keys $key }}
{{- if not (or (hasKey $keys $key) (hasKey $keys "*")) }}
{{- $unknown = append $unknown (dict "path" $path "key" $key "in" $place) }}
{{- else if not (has $below (list "" "-")) }}
{{- $inner = append $inner (dict "path" $path "section" $below "value" $value "above" $place) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- $outer = $inner }}
{{- end }}
{{- $faults := list }}
{{- $anywhere := dict }}
{{- range $found := $unknown }}
{{- $section := $found.in.section }}
{{- $before := trimSuffix $found.key $found.path }}
{{- $beside := dict }}
{{- range $key, $below := get $sections $section }}
{{- if ne $below "-" }}
{{- $_ := set $beside (regexReplaceAll "[^A-Za-z0-9]" $key "" | lower | trunc 40) (list (printf "%s%s" $before $key)) }}
{{- end }}
{{- end }}
{{- $places := dict "beside" $beside "below" dict "anywhere" $anywhere }}
{{- range $name, $start := dict "below" (dict $before $section) "anywhere" (dict "" "todoChatbot") }}
{{- $found := get $places $name }}
{{- $outer := ternary $start dict (empty $found) }}
{{- range until 6 }}
{{- $inner := dict }}
{{- range $where, $section := $outer }}
{{- range $key, $below := get $sections $section | default dict }}
{{- if not (or (eq $below "-") (eq $key "*")) }}
{{- $compared := regexReplaceAll "[^A-Za-z0-9]" $key "" | lower | trunc 40 }}
{{- $path := printf "%s%s" $where $key }}
{{- $_ := set $found $compared (append (get $found $compared | default list) $path) }}
{{- $_ := set $inner (printf "%s." $path) $below }}
{{- end }}
{{- end }}
{{- end }}
{{- $outer = $inner }}
{{- end }}
{{- end }}
{{- $key := $found.key }}
{{- $word := regexReplaceAll "[^A-Za-z0-9]" $key "" | lower | trunc 40 }}
{{- $letters := splitList "" $word | sortAlpha | join "" }}
{{- $pairs := list }}
{{- range $start := until (int (add1 (len $word))) }}
{{- $pairs = append $pairs (substr $start (int (add $start 2)) (printf "^%s$" $word)) }}
{{- end }}
{{- $advice := get (get $hints $section | default dict) $key | replace "%s" $before }}
{{- $at := dict "above" $found.in }}
{{- range until 20 }}
{{- $at = get $at "above" | default dict }}
{{- $field := get (get $elsewhere (get $at "section") | default dict) $key }}
{{- if and $field (not $advice) }}
{{- $advice = printf "put it into %s" (printf "%s.%s" $at.path $field | trimPrefix ".") }}
{{- end }}
{{- end }}
{{- range $try := list (list 80 "did you mean %s?" "beside") (list 100 "it belongs to %s" "below") (list 100 "it belongs to %s" "anywhere") (list 60 "did you mean %s?" "beside") (list 70 "did you mean %s?" "below") (list 80 "did you mean %s?" "anywhere") }}
{{- if not $advice }}
{{- $best := sub (index $try 0) 1 }}
{{- $near := list }}
{{- if hasKey (get $places (index $try 2)) $word }}
{{- $near = get (get $places (index $try 2)) $word }}
{{- else if lt $best 90 }}
{{- range $candidate, $paths := get $places (index $try 2) }}
{{- $score := 0 }}
{{- if and (eq (len $candidate) (len $word)) (eq (splitList "" $candidate | sortAlpha | join "") $letters) }}
{{- $score = 90 }}
{{- else }}
{{- $whole := printf "^%s$" $candidate }}
{{- range $pair := $pairs }}
{{- if contains $pair $whole }}
{{- $score = add $score 200 }}
{{- end }}
{{- end }}
{{- $score = div $score (add (len $pairs) (len $candidate) 1) }}
{{- if and (ge (len $word) 3) (hasPrefix $word $candidate) }}
{{- $score = max $score 75 }}
{{- end }}
{{- end }}
{{- if gt $score $best }}
{{- $best = $score }}
{{- $near = $paths }}
{{- end }}
{{- end }}
{{- end }}
{{- with $near }}
{{- $shown := . }}
{{- if gt (len .) 3 }}
{{- $shown = append (slice . 0 3) "…" }}
{{- end }}
{{- $advice = printf (index $try 1) (join " or " $shown) }}
{{- end }}
{{- end }}
{{- end }}
{{- $faults = append $faults (printf "%s: unknown key; %s" $found.path ($advice | default "check the spelling, or remove it")) }}
{{- end }}
{{- toJson $faults }}
{{- end }}
