{{- /* Rules of sections that are alike: each stands here once, for all of them. */}}

{{- define "todo-chatbot.rules.envSource" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if not (kindIs "invalid" $given.secretKeyRef) }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?)\\z" $given.secretKeyRef.name) }}
{{- $faults = append $faults (printf "%s.secretKeyRef.name: must be the name of an object: lower-case letters, digits, dashes and dots" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:[-._a-zA-Z0-9]{1,253})\\z" $given.secretKeyRef.key) }}
{{- $faults = append $faults (printf "%s.secretKeyRef.key: must be the name of a key in the Secret, not the secret itself" $path) }}
{{- end }}
{{- end }}
{{- if not (kindIs "invalid" $given.configMapKeyRef) }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?)\\z" $given.configMapKeyRef.name) }}
{{- $faults = append $faults (printf "%s.configMapKeyRef.name: must be the name of an object: lower-case letters, digits, dashes and dots" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:[-._a-zA-Z0-9]{1,253})\\z" $given.configMapKeyRef.key) }}
{{- $faults = append $faults (printf "%s.configMapKeyRef.key: must be the name of a key in the Secret, not the secret itself" $path) }}
{{- end }}
{{- end }}
{{- if not (eq (add (ternary 1 0 (not (kindIs "invalid" $given.secretKeyRef)) | int64) (ternary 1 0 (not (kindIs "invalid" $given.configMapKeyRef)) | int64) (ternary 1 0 (not (empty (dig "fieldRef" dict $given))) | int64) (ternary 1 0 (not (empty (dig "resourceFieldRef" dict $given))) | int64) (ternary 1 0 (not (empty (dig "fileKeyRef" dict $given))) | int64)) 1) }}
{{- $faults = append $faults (printf "%s: must have exactly one source; set one of secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef and fileKeyRef" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.image" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if not (regexMatch "\\A(?:([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?)\\z" (dig "tag" "" $given)) }}
{{- $faults = append $faults (printf "%s.tag: must be a tag: at most 128 letters, digits, '_', '.' and '-'" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:(sha256:[a-f0-9]{64})?)\\z" (dig "digest" "" $given)) }}
{{- $faults = append $faults (printf "%s.digest: must be sha256: and 64 hexadecimal digits" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.resources" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- range $key, $item := include "todo-chatbot.given.requests" (dict "given" $given) | fromYaml }}
{{- if not (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?(m|[kMGTPE]|[KMGTPE]i)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.requests.%s: %s" $path $key (ternary (printf "is no quantity; did you mean %s?" (regexReplaceAllLiteral "i?[Bb]" $item "i")) "must be a Kubernetes quantity, such as 250m or 256Mi" (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?[KMGTPE]i?[Bb])\\z" $item))) }}
{{- end }}
{{- end }}
{{- range $key, $item := include "todo-chatbot.given.limits" (dict "given" $given) | fromYaml }}
{{- if not (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?(m|[kMGTPE]|[KMGTPE]i)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.limits.%s: %s" $path $key (ternary (printf "is no quantity; did you mean %s?" (regexReplaceAllLiteral "i?[Bb]" $item "i")) "must be a Kubernetes quantity, such as 250m or 256Mi" (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?[KMGTPE]i?[Bb])\\z" $item))) }}
{{- end }}
{{- end }}
{{- range $resource, $request := include "todo-chatbot.given.requests" (dict "given" $given) | fromYaml }}
{{- if and (hasKey (include "todo-chatbot.given.limits" (dict "given" $given) | fromYaml) $resource) (not (le (include "todo-chatbot.functions.quantity" (dict "text" $request) | float64) (include "todo-chatbot.functions.quantity" (dict "text" (get (include "todo-chatbot.given.limits" (dict "given" $given) | fromYaml) $resource)) | float64))) }}
{{- $faults = append $faults (printf "%s.requests.%s: is more than limits.%s; lower it, or raise the limit" $path $resource $resource) }}
{{- end }}
{{- end }}
{{- range $resource, $amount := include "todo-chatbot.given.requests" (dict "given" $given) | fromYaml }}
{{- if and (not (regexMatch "^((.*\\.)?kubernetes\\.io/.*|cpu|memory|ephemeral-storage)$" $resource)) (not (regexMatch "^(hugepages-.*|.*/.*)$" $resource)) }}
{{- $faults = append $faults (printf "%s.requests.%s: is not a resource of Kubernetes; use cpu, memory, ephemeral-storage, or the full name of a device, such as nvidia.com/gpu" $path $resource) }}
{{- end }}
{{- if and (regexMatch "^(memory|ephemeral-storage)$" $resource) (regexMatch "^[0-9]{1,6}(\\.[0-9]+)?m$" $amount) }}
{{- $faults = append $faults (printf "%s.requests.%s: is less than 1 kB, as m is a thousandth; did you mean %sMi?" $path $resource ($amount | trimSuffix "m")) }}
{{- end }}
{{- if and (and (regexMatch "/" $resource) (not (regexMatch "^((.*\\.)?kubernetes\\.io/.*|cpu|memory|ephemeral-storage)$" $resource))) (regexMatch "m$|\\." $amount) }}
{{- $faults = append $faults (printf "%s.requests.%s: must be a whole number of devices" $path $resource) }}
{{- end }}
{{- end }}
{{- range $resource, $amount := include "todo-chatbot.given.limits" (dict "given" $given) | fromYaml }}
{{- if and (not (regexMatch "^((.*\\.)?kubernetes\\.io/.*|cpu|memory|ephemeral-storage)$" $resource)) (not (regexMatch "^(hugepages-.*|.*/.*)$" $resource)) }}
{{- $faults = append $faults (printf "%s.limits.%s: is not a resource of Kubernetes; use cpu, memory, ephemeral-storage, or the full name of a device, such as nvidia.com/gpu" $path $resource) }}
{{- end }}
{{- if and (regexMatch "^(memory|ephemeral-storage)$" $resource) (regexMatch "^[0-9]{1,6}(\\.[0-9]+)?m$" $amount) }}
{{- $faults = append $faults (printf "%s.limits.%s: is less than 1 kB, as m is a thousandth; did you mean %sMi?" $path $resource ($amount | trimSuffix "m")) }}
{{- end }}
{{- if and (and (regexMatch "/" $resource) (not (regexMatch "^((.*\\.)?kubernetes\\.io/.*|cpu|memory|ephemeral-storage)$" $resource))) (regexMatch "m$|\\." $amount) }}
{{- $faults = append $faults (printf "%s.limits.%s: must be a whole number of devices" $path $resource) }}
{{- end }}
{{- end }}
{{- range $resource, $request := include "todo-chatbot.given.requests" (dict "given" $given) | fromYaml }}
{{- if and (regexMatch "^(hugepages-.*|.*/.*)$" $resource) (not (regexMatch "^((.*\\.)?kubernetes\\.io/.*|cpu|memory|ephemeral-storage)$" $resource)) (or (not (hasKey (include "todo-chatbot.given.limits" (dict "given" $given) | fromYaml) $resource)) (not (le (include "todo-chatbot.functions.quantity" (dict "text" (get (include "todo-chatbot.given.limits" (dict "given" $given) | fromYaml) $resource)) | float64) (include "todo-chatbot.functions.quantity" (dict "text" $request) | float64)))) }}
{{- $faults = append $faults (printf "%s.requests.%s: must equal limits.%s, as Kubernetes does not share it; set both" $path $resource $resource) }}
{{- end }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.routePath" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if not (regexMatch "\\A(?:/[!-~]*)\\z" $given.path) }}
{{- $faults = append $faults (printf "%s.path: must be a path in ASCII that starts with /, such as /ws" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:(/[-A-Za-z0-9._~]+)*/?)\\z" (dig "rewrite" "" $given)) }}
{{- $faults = append $faults (printf "%s.rewrite: must be / or a path of letters, digits and -._~, such as /v1" $path) }}
{{- end }}
{{- if and (not (eq (dig "type" "Prefix" $given) "ImplementationSpecific")) (not (regexMatch "^(/|(/(\\.*([-A-Za-z0-9_~!$&'()*+,;=:@]|%([013-9A-Fa-f][0-9A-Fa-f]|2[0-9A-Ea-e]))(([-A-Za-z0-9_~!$&'()*+,;=:@]|%([013-9A-Fa-f][0-9A-Fa-f]|2[0-9A-Ea-e]))|\\.)*|\\.{3,}))+/?)$" $given.path)) }}
{{- $faults = append $faults (printf "%s.path: must be a path such as /ws: without //, /./, /../, %%2F and what no URL has; correct it, or set type to ImplementationSpecific" $path) }}
{{- end }}
{{- if and $given.rewrite (or (not (eq (dig "type" "Prefix" $given) "Prefix")) (not (regexMatch "^(/[-A-Za-z0-9._~]+)+/?$" $given.path))) }}
{{- $faults = append $faults (printf "%s.rewrite: replaces a prefix of letters, digits and -._~ only, and not / alone; set type to Prefix and correct path, or empty it" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.routeTimeouts" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if not (regexMatch "\\A(?:(([0-9]{1,5}(h|m|s|ms)){1,4})?)\\z" (dig "request" "" $given)) }}
{{- $faults = append $faults (printf "%s.request: must be a duration, such as 30s, 5m or 1h30m; not 1.5h" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:(([0-9]{1,5}(h|m|s|ms)){1,4})?)\\z" (dig "backendRequest" "" $given)) }}
{{- $faults = append $faults (printf "%s.backendRequest: must be a duration, such as 30s, 5m or 1h30m; not 1.5h" $path) }}
{{- end }}
{{- if and (not (eq (include "todo-chatbot.functions.milliseconds" (dict "duration" (dig "request" "" $given)) | int64) 0)) (gt (include "todo-chatbot.functions.milliseconds" (dict "duration" (dig "backendRequest" "" $given)) | int64) (include "todo-chatbot.functions.milliseconds" (dict "duration" (dig "request" "" $given)) | int64)) }}
{{- $faults = append $faults (printf "%s.backendRequest: %s is longer than request (%s); lower it, or raise request (0s for no limit)" $path (dig "backendRequest" "" $given) (dig "request" "" $given)) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.secretFiles" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?)\\z" (dig "secret" "" $given)) }}
{{- $faults = append $faults (printf "%s.secret: must be the name of an object: lower-case letters, digits, dashes and dots" $path) }}
{{- end }}
{{- range $index, $item := dig "keys" list $given }}
{{- if not (regexMatch "\\A(?:[-._a-zA-Z0-9]{1,253})\\z" $item) }}
{{- $faults = append $faults (printf "%s.keys[%d]: must be the name of a key in the Secret, not the secret itself" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- if and (not $given.secret) (not $given.keys) }}
{{- $faults = append $faults (printf "%s.keys: must name the keys of the chart's Secret that it needs; set it" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.workload" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if not (regexMatch "\\A(?:([A-Za-z0-9.-]+(:[0-9]{1,5})?)?)\\z" (dig "image" "registry" "" $given)) }}
{{- $faults = append $faults (printf "%s.image.registry: must be a host, perhaps with a port; credentials belong in imagePullSecrets" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:([A-Za-z0-9.-]+:[0-9]{1,5}/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*)\\z" $given.image.repository) }}
{{- $faults = append $faults (printf "%s.image.repository: %s" $path (ternary "has a tag; put what follows the colon into tag" (ternary "has a digest; put sha256:… into digest" "must be an image's name in lower case, without tag, digest and credentials" (regexMatch "\\A(?:([A-Za-z0-9.-]+:[0-9]{1,5}/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_.-]+)?@sha256:[a-f0-9]+)\\z" $given.image.repository)) (regexMatch "\\A(?:([A-Za-z0-9.-]+:[0-9]{1,5}/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*:[A-Za-z0-9_.-]+)\\z" $given.image.repository))) }}
{{- end }}
{{- $faults = concat $faults (include "todo-chatbot.rules.image" (dict "given" (dig "image" dict $given) "path" (printf "%s.image" $path)) | fromJsonArray) }}
{{- range $key, $item := dig "envValueFrom" dict $given }}
{{- $faults = concat $faults (include "todo-chatbot.rules.envSource" (dict "given" $item "path" (printf "%s.envValueFrom.%s" $path $key)) | fromJsonArray) }}
{{- end }}
{{- range $key, $item := dig "secretFiles" dict $given }}
{{- $faults = concat $faults (include "todo-chatbot.rules.secretFiles" (dict "given" $item "path" (printf "%s.secretFiles.%s" $path $key)) | fromJsonArray) }}
{{- end }}
{{- $faults = concat $faults (include "todo-chatbot.rules.resources" (dict "given" (dig "resources" dict $given) "path" (printf "%s.resources" $path)) | fromJsonArray) }}
{{- range $index, $key := dig "topologySpread" "strictKeys" (list "kubernetes.io/hostname") $given }}
{{- if and (dig "topologySpread" "strict" false $given) (not (has $key (dig "topologySpread" "keys" (list "kubernetes.io/hostname" "topology.kubernetes.io/zone") $given))) }}
{{- $faults = append $faults (printf "%s.topologySpread.strictKeys[%d]: %s is not in keys, so strict has no effect on it; add it to keys, or set strictKeys to some of them" $path (int64 $index) $key) }}
{{- end }}
{{- end }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?)\\z" (dig "serviceAccount" "name" "" $given)) }}
{{- $faults = append $faults (printf "%s.serviceAccount.name: must be the name of an object: lower-case letters, digits, dashes and dots" $path) }}
{{- end }}
{{- range $key, $_ := dig "serviceAccount" "annotations" dict $given }}
{{- if regexMatch "^(checksum|(meta\\.)?helm\\.sh)/" $key }}
{{- $faults = append $faults (printf "%s.serviceAccount.annotations.%s: is set by the chart itself; remove it" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "metadata" "labels" dict $given }}
{{- if not (regexMatch "\\A(?:([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.metadata.labels.%s: must be at most 63 letters, digits, '-', '_' and '.', a letter or digit at both ends" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $_ := dig "metadata" "labels" dict $given }}
{{- if regexMatch "^(app\\.kubernetes\\.io|helm\\.sh)/" $key }}
{{- $faults = append $faults (printf "%s.metadata.labels.%s: is set by the chart itself; remove it" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $_ := dig "metadata" "annotations" dict $given }}
{{- if regexMatch "^(checksum|(meta\\.)?helm\\.sh)/" $key }}
{{- $faults = append $faults (printf "%s.metadata.annotations.%s: is set by the chart itself; remove it" $path $key) }}
{{- end }}
{{- end }}
{{- if not (regexMatch "\\A(?:([a-z]([-a-z0-9]{0,61}[a-z0-9])?)?)\\z" (dig "service" "alias" "" $given)) }}
{{- $faults = append $faults (printf "%s.service.alias: must be at most 63 lower-case letters, digits and dashes, and start with a letter" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.workload2" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if and ((dig "probes" "startup" dict $given).path) (not (regexMatch "\\A(?:/[-A-Za-z0-9._~!$&'()*+,;=:@%/]*)\\z" $given.probes.startup.path)) }}
{{- $faults = append $faults (printf "%s.probes.startup.path: must be a path in ASCII that starts with /, without a query" $path) }}
{{- end }}
{{- if and ((dig "probes" "liveness" dict $given).path) (not (regexMatch "\\A(?:/[-A-Za-z0-9._~!$&'()*+,;=:@%/]*)\\z" $given.probes.liveness.path)) }}
{{- $faults = append $faults (printf "%s.probes.liveness.path: must be a path in ASCII that starts with /, without a query" $path) }}
{{- end }}
{{- if and ((dig "probes" "readiness" dict $given).path) (not (regexMatch "\\A(?:/[-A-Za-z0-9._~!$&'()*+,;=:@%/]*)\\z" $given.probes.readiness.path)) }}
{{- $faults = append $faults (printf "%s.probes.readiness.path: must be a path in ASCII that starts with /, without a query" $path) }}
{{- end }}
{{- if and ((dig "probes" dict $given).path) (not (regexMatch "\\A(?:/[-A-Za-z0-9._~!$&'()*+,;=:@%/]*)\\z" $given.probes.path)) }}
{{- $faults = append $faults (printf "%s.probes.path: must be a path in ASCII that starts with /, without a query" $path) }}
{{- end }}
{{- $surge := ternary (mul 1 (regexFind "^(0|[1-9][0-9]?|100)%$" (toString (dig "rollout" "maxSurge" "25%" $given)) | trimSuffix "%" | int64)) (mul 100 (int64 (dig "rollout" "maxSurge" "25%" $given))) (kindIs "string" (dig "rollout" "maxSurge" "25%" $given)) }}
{{- $unavailable := ternary (mul 1 (regexFind "^(0|[1-9][0-9]?|100)%$" (toString (dig "rollout" "maxUnavailable" 0 $given)) | trimSuffix "%" | int64)) (mul 100 (int64 (dig "rollout" "maxUnavailable" 0 $given))) (kindIs "string" (dig "rollout" "maxUnavailable" 0 $given)) }}
{{- if and (not (eq (dig "rollout" "strategy" "RollingUpdate" $given) "Recreate")) (lt (add $surge $unavailable) 1) }}
{{- $faults = append $faults (printf "%s.rollout.maxSurge: maxSurge and maxUnavailable are both 0, so no pod could move; set maxSurge to 1 or more, or to a percentage such as 25%%" $path) }}
{{- end }}
{{- $needed := add (dig "rollout" "drainDelaySeconds" 10 $given | int64) (dig "rollout" "drainSeconds" 15 $given | int64) 2 }}
{{- if gt $needed (dig "rollout" "terminationGracePeriodSeconds" 30 $given | int64) }}
{{- $faults = append $faults (printf "%s.rollout.terminationGracePeriodSeconds: draining takes drainDelaySeconds + drainSeconds + 2 = %d + %d + 2 = %d s, more than terminationGracePeriodSeconds (%d); raise it, or lower one of the two" $path (dig "rollout" "drainDelaySeconds" 10 $given | int64) (dig "rollout" "drainSeconds" 15 $given | int64) $needed (dig "rollout" "terminationGracePeriodSeconds" 30 $given | int64)) }}
{{- end }}
{{- if ge (dig "rollout" "minReadySeconds" 5 $given | int64) (dig "rollout" "progressDeadlineSeconds" 300 $given | int64) }}
{{- $faults = append $faults (printf "%s.rollout.minReadySeconds: minReadySeconds (%d) is not below progressDeadlineSeconds (%d), so no rollout could succeed; lower it, or raise progressDeadlineSeconds" $path (dig "rollout" "minReadySeconds" 5 $given | int64) (dig "rollout" "progressDeadlineSeconds" 300 $given | int64)) }}
{{- end }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?)\\z" (dig "persistence" "existingClaim" "" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.existingClaim: must be the name of an object: lower-case letters, digits, dashes and dots" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:(/[A-Za-z0-9._-]+)+)\\z" (dig "persistence" "mountPath" "/data" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.mountPath: must be the absolute path of a directory, such as /data" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?(m|[kMGTPE]|[KMGTPE]i)?)\\z" (dig "persistence" "size" "1Gi" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.size: %s" $path (ternary (printf "is no quantity; did you mean %s?" (regexReplaceAllLiteral "i?[Bb]" (dig "persistence" "size" "1Gi" $given) "i")) "must be a Kubernetes quantity, such as 250m or 256Mi" (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?[KMGTPE]i?[Bb])\\z" (dig "persistence" "size" "1Gi" $given)))) }}
{{- end }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?)\\z" (dig "persistence" "storageClass" "" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.storageClass: must be the name of an object: lower-case letters, digits, dashes and dots" $path) }}
{{- end }}
{{- range $key, $_ := dig "persistence" "annotations" dict $given }}
{{- if regexMatch "^(checksum|(meta\\.)?helm\\.sh)/" $key }}
{{- $faults = append $faults (printf "%s.persistence.annotations.%s: is set by the chart itself; remove it" $path $key) }}
{{- end }}
{{- end }}
{{- if and (has "ReadWriteOncePod" (dig "persistence" "accessModes" (list "ReadWriteOnce") $given)) (gt (len (dig "persistence" "accessModes" (list "ReadWriteOnce") $given) | int64) 1) }}
{{- $faults = append $faults (printf "%s.persistence.accessModes: ReadWriteOncePod goes with no other mode; remove the others" $path) }}
{{- end }}
{{- if and (not (dig "autoscaling" "external" false $given)) (lt (dig "autoscaling" "minReplicas" 2 $given | int64) 1) }}
{{- $faults = append $faults (printf "%s.autoscaling.minReplicas: must be at least 1; only where another program scales (external) may it be 0" $path) }}
{{- end }}
{{- if gt (dig "autoscaling" "minReplicas" 2 $given | int64) (dig "autoscaling" "maxReplicas" 5 $given | int64) }}
{{- $faults = append $faults (printf "%s.autoscaling.minReplicas: minReplicas (%d) is more than maxReplicas (%d); raise maxReplicas, or lower minReplicas" $path (dig "autoscaling" "minReplicas" 2 $given | int64) (dig "autoscaling" "maxReplicas" 5 $given | int64)) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.workload3" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- range $key, $item := include "todo-chatbot.given.secretEnv" (dict "given" $given) | fromYaml }}
{{- if not (regexMatch "\\A(?:[-._a-zA-Z0-9]{1,253})\\z" $item) }}
{{- $faults = append $faults (printf "%s.secretEnv.%s: must be the name of a key in the Secret, not the secret itself" $path $key) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "allowPlainEnv" list $given }}
{{- if not (regexMatch "\\A(?:[A-Za-z_][A-Za-z0-9_]{0,254})\\z" $item) }}
{{- $faults = append $faults (printf "%s.allowPlainEnv[%d]: must be the name of a variable: letters, digits and underscores" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "writablePaths" dict $given }}
{{- if not (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?(m|[kMGTPE]|[KMGTPE]i)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.writablePaths.%s: %s" $path $key (ternary (printf "is no quantity; did you mean %s?" (regexReplaceAllLiteral "i?[Bb]" $item "i")) "must be a Kubernetes quantity, such as 250m or 256Mi" (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?[KMGTPE]i?[Bb])\\z" $item))) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "nodeSelector" dict $given }}
{{- if not (regexMatch "\\A(?:([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.nodeSelector.%s: must be at most 63 letters, digits, '-', '_' and '.', a letter or digit at both ends" $path $key) }}
{{- end }}
{{- end }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?)\\z" (dig "priorityClassName" "" $given)) }}
{{- $faults = append $faults (printf "%s.priorityClassName: must be the name of an object: lower-case letters, digits, dashes and dots" $path) }}
{{- end }}
{{- range $key, $item := dig "podLabels" dict $given }}
{{- if not (regexMatch "\\A(?:([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.podLabels.%s: must be at most 63 letters, digits, '-', '_' and '.', a letter or digit at both ends" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "seededPaths" dict $given }}
{{- if not (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?(m|[kMGTPE]|[KMGTPE]i)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.seededPaths.%s: %s" $path $key (ternary (printf "is no quantity; did you mean %s?" (regexReplaceAllLiteral "i?[Bb]" $item "i")) "must be a Kubernetes quantity, such as 250m or 256Mi" (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?[KMGTPE]i?[Bb])\\z" $item))) }}
{{- end }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.workload4" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- range $key, $_ := dig "podAnnotations" dict $given }}
{{- if regexMatch "^(checksum|(meta\\.)?helm\\.sh)/" $key }}
{{- $faults = append $faults (printf "%s.podAnnotations.%s: is set by the chart itself; remove it" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $_ := dig "podLabels" dict $given }}
{{- if regexMatch "^(app\\.kubernetes\\.io|helm\\.sh)/" $key }}
{{- $faults = append $faults (printf "%s.podLabels.%s: is set by the chart itself; remove it" $path $key) }}
{{- end }}
{{- end }}
{{- range $index, $source := dig "extraEnvFrom" list $given }}
{{- if not (regexMatch "^\\{(\"configMapRef\":\\{\"name\":\"[^\"]+\"(,\"optional\":(true|false))?\\}(,\"prefix\":\"[^\"]*\")?|(\"prefix\":\"[^\"]*\",)?\"secretRef\":\\{\"name\":\"[^\"]+\"(,\"optional\":(true|false))?\\})\\}$" ($source | toJson)) }}
{{- $faults = append $faults (printf "%s.extraEnvFrom[%d]: must be one ConfigMap or Secret by its name, as in {secretRef: {name: more}}, and may have a prefix" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "env" dict $given }}
{{- if regexMatch "^NEXT_PUBLIC_" $name }}
{{- $faults = append $faults (printf "%s.env.%s: has no effect at run time, as Next.js reads it when the image is built; remove it" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := include "todo-chatbot.given.secretEnv" (dict "given" $given) | fromYaml }}
{{- if regexMatch "^NEXT_PUBLIC_" $name }}
{{- $faults = append $faults (printf "%s.secretEnv.%s: has no effect at run time, as Next.js reads it when the image is built; remove it" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "configMapEnv" dict $given }}
{{- if regexMatch "^NEXT_PUBLIC_" $name }}
{{- $faults = append $faults (printf "%s.configMapEnv.%s: has no effect at run time, as Next.js reads it when the image is built; remove it" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "envValueFrom" dict $given }}
{{- if regexMatch "^NEXT_PUBLIC_" $name }}
{{- $faults = append $faults (printf "%s.envValueFrom.%s: has no effect at run time, as Next.js reads it when the image is built; remove it" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $value := dig "env" dict $given }}
{{- if and (not (has $name (dig "allowPlainEnv" list $given))) (regexMatch "(password|passwd|passphrase|(api|secret|access|private)key|clientsecret|(access|auth|api|refresh)token|secret_key_base)(_?[0-9]+)?\\z|(^|_)(key|token|secret|pass|pwd|pw|pat|credential|credentials|creds)(_?[0-9]+)?\\z" ($name | lower)) (not (regexMatch "\\A(\\$\\([-A-Za-z0-9_.]+\\))*\\z" $value)) }}
{{- $faults = append $faults (printf "%s.env.%s: has the name of a credential, and is plain text here; put it into the Secret and name its key in secretEnv; if it is no credential, list the variable in allowPlainEnv" $path $name) }}
{{- end }}
{{- if and (not (has $name (dig "allowPlainEnv" list $given))) (not (regexMatch "(password|passwd|passphrase|(api|secret|access|private)key|clientsecret|(access|auth|api|refresh)token|secret_key_base)(_?[0-9]+)?\\z|(^|_)(key|token|secret|pass|pwd|pw|pat|credential|credentials|creds)(_?[0-9]+)?\\z" ($name | lower))) (regexMatch "://[^\\t-\\r /?#:]*:(\\$\\([-A-Za-z0-9_.]+\\))*(([^\\t-\\r @/?#$]|\\$[^\\t-\\r @(])[^\\t-\\r @/?#]*|[0-9]*([^\\t-\\r @/?#$0-9]|\\$[^\\t-\\r @(])[^\\t-\\r @]*)@|(^|[-._?&;,\\t-\\r ])([Pp]assword|PASSWORD|[Pp]asswd|PASSWD|[Pp]wd|PWD)[\\t ]*=[\\t ]*(\\$\\([-A-Za-z0-9_.]+\\))*([^\\t-\\r @/?#$]|\\$[^\\t-\\r @(])|-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----" $value) }}
{{- $faults = append $faults (printf "%s.env.%s: holds a password or a private key, and is plain text here; put it into the Secret and name its key in secretEnv; if it is no credential, list the variable in allowPlainEnv" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $value := dig "configMapEnv" dict $given }}
{{- if and (not (has $name (dig "allowPlainEnv" list $given))) (regexMatch "(password|passwd|passphrase|(api|secret|access|private)key|clientsecret|(access|auth|api|refresh)token|secret_key_base)(_?[0-9]+)?\\z|(^|_)(key|token|secret|pass|pwd|pw|pat|credential|credentials|creds)(_?[0-9]+)?\\z" ($name | lower)) (not (regexMatch "\\A(\\$\\([-A-Za-z0-9_.]+\\))*\\z" $value)) }}
{{- $faults = append $faults (printf "%s.configMapEnv.%s: has the name of a credential, and is plain text here; put it into the Secret and name its key in secretEnv; if it is no credential, list the variable in allowPlainEnv" $path $name) }}
{{- end }}
{{- if and (not (has $name (dig "allowPlainEnv" list $given))) (not (regexMatch "(password|passwd|passphrase|(api|secret|access|private)key|clientsecret|(access|auth|api|refresh)token|secret_key_base)(_?[0-9]+)?\\z|(^|_)(key|token|secret|pass|pwd|pw|pat|credential|credentials|creds)(_?[0-9]+)?\\z" ($name | lower))) (regexMatch "://[^\\t-\\r /?#:]*:(\\$\\([-A-Za-z0-9_.]+\\))*(([^\\t-\\r @/?#$]|\\$[^\\t-\\r @(])[^\\t-\\r @/?#]*|[0-9]*([^\\t-\\r @/?#$0-9]|\\$[^\\t-\\r @(])[^\\t-\\r @]*)@|(^|[-._?&;,\\t-\\r ])([Pp]assword|PASSWORD|[Pp]asswd|PASSWD|[Pp]wd|PWD)[\\t ]*=[\\t ]*(\\$\\([-A-Za-z0-9_.]+\\))*([^\\t-\\r @/?#$]|\\$[^\\t-\\r @(])|-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----" $value) }}
{{- $faults = append $faults (printf "%s.configMapEnv.%s: holds a password or a private key, and is plain text here; put it into the Secret and name its key in secretEnv; if it is no credential, list the variable in allowPlainEnv" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "env" dict $given }}
{{- if hasKey (include "todo-chatbot.given.secretEnv" (dict "given" $given) | fromYaml) $name }}
{{- $faults = append $faults (printf "%s.env.%s: is in secretEnv too; remove it here, or set secretEnv.%s to \"\"" $path $name $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "configMapEnv" dict $given }}
{{- if or (hasKey (dig "env" dict $given) $name) (hasKey (include "todo-chatbot.given.secretEnv" (dict "given" $given) | fromYaml) $name) }}
{{- $faults = append $faults (printf "%s.configMapEnv.%s: is in env or secretEnv too, which override it; remove one of the two" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "envValueFrom" dict $given }}
{{- if hasKey (include "todo-chatbot.given.secretEnv" (dict "given" $given) | fromYaml) $name }}
{{- $faults = append $faults (printf "%s.envValueFrom.%s: is in secretEnv too; remove it here, or set secretEnv.%s to \"\"" $path $name $name) }}
{{- end }}
{{- if or (hasKey (dig "env" dict $given) $name) (hasKey (dig "configMapEnv" dict $given) $name) }}
{{- $faults = append $faults (printf "%s.envValueFrom.%s: is in env or configMapEnv too; remove one of the two" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "env" dict $given }}
{{- if hasKey (dict "fastapi PORT" "port" "gunicorn GUNICORN_CMD_ARGS" "port and rollout.drainSeconds" "nextjs PORT" "port" "uvicorn UVICORN_PORT" "port" "uvicorn UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN" "rollout.drainSeconds") (printf "%s %s" (dig "preset" "none" $given) $name) }}
{{- $faults = append $faults (printf "%s.env.%s: is set by %s; remove it here, and set that" $path $name (get (dict "fastapi PORT" "port" "gunicorn GUNICORN_CMD_ARGS" "port and rollout.drainSeconds" "nextjs PORT" "port" "uvicorn UVICORN_PORT" "port" "uvicorn UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN" "rollout.drainSeconds") (printf "%s %s" (dig "preset" "none" $given) $name))) }}
{{- end }}
{{- if and (eq (dig "preset" "none" $given) "fastapi") (regexMatch "^UVICORN_" $name) }}
{{- $faults = append $faults (printf "%s.env.%s: has no effect, as fastapi run reads no UVICORN_*; remove it, or set preset to uvicorn and command to uvicorn with its arguments" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := include "todo-chatbot.given.secretEnv" (dict "given" $given) | fromYaml }}
{{- if regexMatch "^(uvicorn (UVICORN_HOST|UVICORN_TIMEOUT_KEEP_ALIVE|FORWARDED_ALLOW_IPS|UVICORN_PORT|UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN|UVICORN_WORKERS)|fastapi (FORWARDED_ALLOW_IPS|PORT|WEB_CONCURRENCY)|gunicorn (FORWARDED_ALLOW_IPS|GUNICORN_CMD_ARGS|WEB_CONCURRENCY|XDG_RUNTIME_DIR)|nextjs (HOSTNAME|KEEP_ALIVE_TIMEOUT|PORT))$" (printf "%s %s" (dig "preset" "none" $given) $name) }}
{{- $faults = append $faults (printf "%s.secretEnv.%s: is set by the preset %s; remove it here, or set preset to none" $path $name (dig "preset" "none" $given)) }}
{{- end }}
{{- if and (eq (dig "preset" "none" $given) "fastapi") (regexMatch "^UVICORN_" $name) }}
{{- $faults = append $faults (printf "%s.secretEnv.%s: has no effect, as fastapi run reads no UVICORN_*; remove it, or set preset to uvicorn and command to uvicorn with its arguments" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "configMapEnv" dict $given }}
{{- if regexMatch "^(uvicorn (UVICORN_HOST|UVICORN_TIMEOUT_KEEP_ALIVE|FORWARDED_ALLOW_IPS|UVICORN_PORT|UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN|UVICORN_WORKERS)|fastapi (FORWARDED_ALLOW_IPS|PORT|WEB_CONCURRENCY)|gunicorn (FORWARDED_ALLOW_IPS|GUNICORN_CMD_ARGS|WEB_CONCURRENCY|XDG_RUNTIME_DIR)|nextjs (HOSTNAME|KEEP_ALIVE_TIMEOUT|PORT))$" (printf "%s %s" (dig "preset" "none" $given) $name) }}
{{- $faults = append $faults (printf "%s.configMapEnv.%s: is set by the preset %s; remove it here, or set preset to none" $path $name (dig "preset" "none" $given)) }}
{{- end }}
{{- if and (eq (dig "preset" "none" $given) "fastapi") (regexMatch "^UVICORN_" $name) }}
{{- $faults = append $faults (printf "%s.configMapEnv.%s: has no effect, as fastapi run reads no UVICORN_*; remove it, or set preset to uvicorn and command to uvicorn with its arguments" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "envValueFrom" dict $given }}
{{- if regexMatch "^(uvicorn (UVICORN_HOST|UVICORN_TIMEOUT_KEEP_ALIVE|FORWARDED_ALLOW_IPS|UVICORN_PORT|UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN|UVICORN_WORKERS)|fastapi (FORWARDED_ALLOW_IPS|PORT|WEB_CONCURRENCY)|gunicorn (FORWARDED_ALLOW_IPS|GUNICORN_CMD_ARGS|WEB_CONCURRENCY|XDG_RUNTIME_DIR)|nextjs (HOSTNAME|KEEP_ALIVE_TIMEOUT|PORT))$" (printf "%s %s" (dig "preset" "none" $given) $name) }}
{{- $faults = append $faults (printf "%s.envValueFrom.%s: is set by the preset %s; remove it here, or set preset to none" $path $name (dig "preset" "none" $given)) }}
{{- end }}
{{- if and (eq (dig "preset" "none" $given) "fastapi") (regexMatch "^UVICORN_" $name) }}
{{- $faults = append $faults (printf "%s.envValueFrom.%s: has no effect, as fastapi run reads no UVICORN_*; remove it, or set preset to uvicorn and command to uvicorn with its arguments" $path $name) }}
{{- end }}
{{- end }}
{{- range $path2, $_ := dig "secretFiles" dict $given }}
{{- if or (hasKey (dig "writablePaths" dict $given) $path2) (regexMatch "^(none (/tmp)|uvicorn (/tmp)|fastapi (/tmp)|gunicorn (/tmp)|nextjs (/app/.next/cache|/tmp)|nginx (/tmp|/var/cache/nginx|/var/run))$" (printf "%s %s" (dig "preset" "none" $given) $path2)) }}
{{- $faults = append $faults (printf "%s.secretFiles.%s: is a writable directory; choose another, such as /run/secrets/app" $path $path2) }}
{{- end }}
{{- end }}
{{- range $field := keys (dig "podSpec" dict $given) | sortAlpha }}
{{- if not (regexMatch "^(dnsConfig|dnsPolicy|evictionResponders|hostAliases|hostIPC|hostNetwork|hostPID|hostUsers|hostname|hostnameOverride|nodeName|os|overhead|preemptionPolicy|priority|readinessGates|resourceClaims|resources|runtimeClassName|schedulerName|schedulingGates|schedulingGroup|setHostnameAsFQDN|shareProcessNamespace|subdomain|workloadRef)$" $field) }}
{{- $faults = append $faults (printf "%s.podSpec.%s: is %s" $path $field (get (dict "activeDeadlineSeconds" "set by the chart itself; remove it" "affinity" "set by affinity; set that" "automountServiceAccountToken" "set by serviceAccount.automountToken; set that" "containers" "set by sidecars; set that" "enableServiceLinks" "set by the chart itself; remove it" "ephemeralContainers" "set by the chart itself; remove it" "imagePullSecrets" "set by the chart's imagePullSecrets; set that" "initContainers" "set by initContainers; set that" "nodeSelector" "set by nodeSelector; set that" "priorityClassName" "set by priorityClassName; set that" "restartPolicy" "set by the chart itself; remove it" "securityContext" "set by podSecurityContext; set that" "serviceAccount" "set by serviceAccount.name; set that" "serviceAccountName" "set by serviceAccount.name; set that" "terminationGracePeriodSeconds" "set by rollout.terminationGracePeriodSeconds; set that" "tolerations" "set by tolerations; set that" "topologySpreadConstraints" "set by topologySpread; set that" "volumes" "set by extraVolumes; set that") $field | default "no field of a PodSpec in Kubernetes 1.30 to 1.37; check the spelling, or remove it")) }}
{{- end }}
{{- end }}
{{- range $field := keys (dig "containerSpec" dict $given) | sortAlpha }}
{{- if not (regexMatch "^(resizePolicy|restartPolicy|restartPolicyRules|stdin|stdinOnce|terminationMessagePath|terminationMessagePolicy|tty|volumeDevices|workingDir)$" $field) }}
{{- $faults = append $faults (printf "%s.containerSpec.%s: is %s" $path $field (get (dict "args" "set by args; set that" "command" "set by command; set that" "env" "set by env; set that" "envFrom" "set by extraEnvFrom; set that" "image" "set by image; set that" "imagePullPolicy" "set by image.pullPolicy; set that" "lifecycle" "set by lifecycle; set that" "livenessProbe" "set by probes.liveness; set that" "name" "set by the chart itself; remove it" "ports" "set by port; set that" "readinessProbe" "set by probes.readiness; set that" "resources" "set by resources; set that" "securityContext" "set by securityContext; set that" "startupProbe" "set by probes.startup; set that" "volumeMounts" "set by extraVolumeMounts; set that") $field | default "no field of a Container in Kubernetes 1.30 to 1.37; check the spelling, or remove it")) }}
{{- end }}
{{- end }}
{{- range $field := keys (dig "deploymentSpec" dict $given) | sortAlpha }}
{{- if not (regexMatch "^(paused)$" $field) }}
{{- $faults = append $faults (printf "%s.deploymentSpec.%s: is %s" $path $field (get (dict "minReadySeconds" "set by rollout.minReadySeconds; set that" "progressDeadlineSeconds" "set by rollout.progressDeadlineSeconds; set that" "replicas" "set by replicaCount; set that" "revisionHistoryLimit" "set by rollout.revisionHistoryLimit; set that" "selector" "set by the chart itself; remove it" "strategy" "set by rollout.strategy; set that" "template" "set by podSpec; set that") $field | default "no field of a DeploymentSpec in Kubernetes 1.30 to 1.37; check the spelling, or remove it")) }}
{{- end }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.workload5" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- $interval := max (dig "probes" "liveness" "periodSeconds" 5 $given | int64) (dig "probes" "liveness" "timeoutSeconds" 2 $given | int64) }}
{{- $kill := max (dig "probes" "liveness" "terminationGracePeriodSeconds" 5 $given | int64) (add (min (dig "rollout" "drainDelaySeconds" 10 $given | int64) (dig "probes" "liveness" "terminationGracePeriodSeconds" 5 $given | int64)) 2) }}
{{- $total := add (dig "probes" "liveness" "periodSeconds" 5 $given | int64) (mul (sub (dig "probes" "liveness" "failureThreshold" 3 $given | int64) 1) $interval) (dig "probes" "liveness" "timeoutSeconds" 2 $given | int64) $kill (dig "rollout" "startSeconds" 3 $given | int64) }}
{{- if and (dig "probes" "liveness" "enabled" true $given) (dig "probes" "restartBudgetSeconds" 30 $given) (gt $total (dig "probes" "restartBudgetSeconds" 30 $given | int64)) }}
{{- $faults = append $faults (printf "%s.probes.liveness: a hung process would be back after %d + %d·%d + %d + %d + %d = %d s, more than restartBudgetSeconds (%d); lower periodSeconds, failureThreshold, timeoutSeconds, terminationGracePeriodSeconds or rollout.startSeconds, or raise restartBudgetSeconds (0 for no limit)" $path (dig "probes" "liveness" "periodSeconds" 5 $given | int64) (sub (dig "probes" "liveness" "failureThreshold" 3 $given | int64) 1) $interval (dig "probes" "liveness" "timeoutSeconds" 2 $given | int64) $kill (dig "rollout" "startSeconds" 3 $given | int64) $total (dig "probes" "restartBudgetSeconds" 30 $given | int64)) }}
{{- end }}
{{- if and (dig "probes" "liveness" "enabled" true $given) (gt (dig "probes" "liveness" "timeoutSeconds" 2 $given | int64) (dig "probes" "liveness" "periodSeconds" 5 $given | int64)) }}
{{- $faults = append $faults (printf "%s.probes.liveness.timeoutSeconds: timeoutSeconds (%d) is more than periodSeconds (%d); lower it, or raise periodSeconds" $path (dig "probes" "liveness" "timeoutSeconds" 2 $given | int64) (dig "probes" "liveness" "periodSeconds" 5 $given | int64)) }}
{{- end }}
{{- if and (dig "probes" "liveness" "enabled" true $given) (lt (dig "probes" "liveness" "failureThreshold" 3 $given | int64) 2) }}
{{- $faults = append $faults (printf "%s.probes.liveness.failureThreshold: one slow answer would restart the container; set failureThreshold to 2 or more" $path) }}
{{- end }}
{{- if and (dig "probes" "liveness" "enabled" true $given) (gt (dig "probes" "liveness" "terminationGracePeriodSeconds" 5 $given | int64) (dig "rollout" "terminationGracePeriodSeconds" 30 $given | int64)) }}
{{- $faults = append $faults (printf "%s.probes.liveness.terminationGracePeriodSeconds: terminationGracePeriodSeconds (%d) is more than rollout.terminationGracePeriodSeconds (%d); lower it, or raise that" $path (dig "probes" "liveness" "terminationGracePeriodSeconds" 5 $given | int64) (dig "rollout" "terminationGracePeriodSeconds" 30 $given | int64)) }}
{{- end }}
{{- $interval := max (dig "probes" "readiness" "periodSeconds" 5 $given | int64) (dig "probes" "readiness" "timeoutSeconds" 2 $given | int64) }}
{{- $untilUnready := add (mul (sub (dig "probes" "readiness" "failureThreshold" 2 $given | int64) 1) $interval) (dig "probes" "readiness" "timeoutSeconds" 2 $given | int64) }}
{{- $untilRestart := add (mul (sub (dig "probes" "liveness" "failureThreshold" 3 $given | int64) 1) (dig "probes" "liveness" "periodSeconds" 5 $given | int64)) (dig "probes" "liveness" "timeoutSeconds" 2 $given | int64) }}
{{- if and (dig "probes" "readiness" "enabled" true $given) (dig "probes" "liveness" "enabled" true $given) (ge $untilUnready $untilRestart) }}
{{- $faults = append $faults (printf "%s.probes.readiness: a pod would be unready after %d·%d + %d = %d s, not before its restart after %d s; lower failureThreshold, periodSeconds or timeoutSeconds, or raise those of probes.liveness" $path (sub (dig "probes" "readiness" "failureThreshold" 2 $given | int64) 1) $interval (dig "probes" "readiness" "timeoutSeconds" 2 $given | int64) $untilUnready $untilRestart) }}
{{- end }}
{{- $interval := max (dig "probes" "startup" "periodSeconds" 1 $given | int64) (dig "probes" "startup" "timeoutSeconds" 2 $given | int64) }}
{{- $longest := mul $interval (dig "probes" "startup" "failureThreshold" 120 $given | int64) }}
{{- $allowed := sub (dig "rollout" "progressDeadlineSeconds" 300 $given | int64) (dig "rollout" "minReadySeconds" 5 $given | int64) }}
{{- if and (dig "probes" "startup" "enabled" true $given) (gt $longest $allowed) }}
{{- $faults = append $faults (printf "%s.probes.startup: may take %d·%d = %d s, more than rollout.progressDeadlineSeconds - minReadySeconds (%d); lower failureThreshold, periodSeconds or timeoutSeconds, or raise progressDeadlineSeconds" $path $interval (dig "probes" "startup" "failureThreshold" 120 $given | int64) $longest $allowed) }}
{{- end }}
{{- if and (eq (dig "probes" "startup" "handler" "http" $given) "exec") (not (dig "probes" "startup" "command" list $given)) }}
{{- $faults = append $faults (printf "%s.probes.startup.command: the handler exec needs a command; set it" $path) }}
{{- end }}
{{- if and (eq (dig "probes" "liveness" "handler" "http" $given) "exec") (not (dig "probes" "liveness" "command" list $given)) }}
{{- $faults = append $faults (printf "%s.probes.liveness.command: the handler exec needs a command; set it" $path) }}
{{- end }}
{{- if and (eq (dig "probes" "readiness" "handler" "http" $given) "exec") (not (dig "probes" "readiness" "command" list $given)) }}
{{- $faults = append $faults (printf "%s.probes.readiness.command: the handler exec needs a command; set it" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.workload6" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if and (and (dig "autoscaling" "enabled" false $given) (not (dig "autoscaling" "external" false $given))) ((dig "autoscaling" dict $given).targetMemoryUtilizationPercentage) (not (hasKey (include "todo-chatbot.given.resources.requests" (dict "given" $given) | fromYaml) "memory")) }}
{{- $faults = append $faults (printf "%s.resources.requests.memory: autoscaling looks at memory in percent of the request, and there is none; set resources.requests.memory" $path) }}
{{- end }}
{{- $pods := ternary (dig "autoscaling" "maxReplicas" 5 $given | int64) (dig "replicaCount" 2 $given | int64) (or (dig "autoscaling" "enabled" false $given) (dig "autoscaling" "external" false $given)) | int64 }}
{{- if and (and (dig "persistence" "enabled" false $given) (and (not (has "ReadOnlyMany" (dig "persistence" "accessModes" (list "ReadWriteOnce") $given))) (not (has "ReadWriteMany" (dig "persistence" "accessModes" (list "ReadWriteOnce") $given))))) (gt $pods 1) }}
{{- $faults = append $faults (printf "%s.persistence.accessModes: only one node can mount it by accessModes, and there may be %d pods; set replicaCount to 1 and autoscaling.enabled to false, or use ReadWriteMany" $path $pods) }}
{{- end }}
{{- if and (and (dig "persistence" "enabled" false $given) (and (not (has "ReadOnlyMany" (dig "persistence" "accessModes" (list "ReadWriteOnce") $given))) (not (has "ReadWriteMany" (dig "persistence" "accessModes" (list "ReadWriteOnce") $given))))) (and (not (eq (dig "rollout" "strategy" "RollingUpdate" $given) "Recreate")) (gt (ternary (mul 1 (regexFind "^(0|[1-9][0-9]?|100)%$" (toString (dig "rollout" "maxSurge" "25%" $given)) | trimSuffix "%" | int64)) (mul 100 (int64 (dig "rollout" "maxSurge" "25%" $given))) (kindIs "string" (dig "rollout" "maxSurge" "25%" $given))) 0)) }}
{{- $faults = append $faults (printf "%s.rollout.maxSurge: a new pod would wait for a disk that the old one has; set rollout.strategy to Recreate, or maxSurge to 0 and maxUnavailable to 1" $path) }}
{{- end }}
{{- if and (dig "persistence" "enabled" false $given) (hasKey (dig "writablePaths" dict $given) (dig "persistence" "mountPath" "/data" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.mountPath: is in writablePaths too; remove it there, or choose another" $path) }}
{{- end }}
{{- if and (dig "persistence" "enabled" false $given) (hasKey (dig "secretFiles" dict $given) (dig "persistence" "mountPath" "/data" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.mountPath: is in secretFiles too; remove it there, or choose another" $path) }}
{{- end }}
{{- if and (dig "persistence" "enabled" false $given) (regexMatch "^(none (/tmp)|uvicorn (/tmp)|fastapi (/tmp)|gunicorn (/tmp)|nextjs (/app/.next/cache|/tmp)|nginx (/tmp|/var/cache/nginx|/var/run))$" (printf "%s %s" (dig "preset" "none" $given) (dig "persistence" "mountPath" "/data" $given))) }}
{{- $faults = append $faults (printf "%s.persistence.mountPath: is a writable path of the preset too; choose another" $path) }}
{{- end }}
{{- range $index, $item := dig "initContainers" list $given }}
{{- if or (not (regexMatch "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" (kindIs "string" (get $item "name") | ternary (get $item "name") ""))) (not (kindIs "string" (get $item "image") | ternary (get $item "image") "")) }}
{{- $faults = append $faults (printf "%s.initContainers[%d]: needs a name, of lower-case letters, digits and dashes, and an image" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "initContainers" list $given }}
{{- if and (not (dig "podSecurityContext" "allowRoot" false $given)) (and (regexMatch "\"runAsUser\":0[,}]" ($item | toJson)) (not (contains "\"runAsNonRoot\":false" ($item | toJson)))) }}
{{- $faults = append $faults (printf "%s.initContainers[%d].securityContext.runAsUser: is root, and the kubelet starts no root container in a pod with runAsNonRoot; set runAsNonRoot to false beside it, or make volumes writable by podSecurityContext.fsGroup" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "initContainers" list $given }}
{{- range $other, $before := dig "initContainers" list $given }}
{{- if and (lt (int64 $other) (int64 $index)) (and (kindIs "string" (get $item "name") | ternary (get $item "name") "") (eq (kindIs "string" (get $before "name") | ternary (get $before "name") "") (kindIs "string" (get $item "name") | ternary (get $item "name") ""))) }}
{{- $faults = append $faults (printf "%s.initContainers[%d].name: is initContainers[%d] too; choose another" $path (int64 $index) (int64 $other)) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "sidecars" list $given }}
{{- if or (not (regexMatch "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" (kindIs "string" (get $item "name") | ternary (get $item "name") ""))) (not (kindIs "string" (get $item "image") | ternary (get $item "image") "")) }}
{{- $faults = append $faults (printf "%s.sidecars[%d]: needs a name, of lower-case letters, digits and dashes, and an image" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "sidecars" list $given }}
{{- if and (not (dig "podSecurityContext" "allowRoot" false $given)) (and (regexMatch "\"runAsUser\":0[,}]" ($item | toJson)) (not (contains "\"runAsNonRoot\":false" ($item | toJson)))) }}
{{- $faults = append $faults (printf "%s.sidecars[%d].securityContext.runAsUser: is root, and the kubelet starts no root container in a pod with runAsNonRoot; set runAsNonRoot to false beside it, or make volumes writable by podSecurityContext.fsGroup" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "sidecars" list $given }}
{{- range $other, $before := dig "sidecars" list $given }}
{{- if and (lt (int64 $other) (int64 $index)) (and (kindIs "string" (get $item "name") | ternary (get $item "name") "") (eq (kindIs "string" (get $before "name") | ternary (get $before "name") "") (kindIs "string" (get $item "name") | ternary (get $item "name") ""))) }}
{{- $faults = append $faults (printf "%s.sidecars[%d].name: is sidecars[%d] too; choose another" $path (int64 $index) (int64 $other)) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "sidecars" list $given }}
{{- range $other, $before := dig "initContainers" list $given }}
{{- if and (kindIs "string" (get $item "name") | ternary (get $item "name") "") (eq (kindIs "string" (get $before "name") | ternary (get $before "name") "") (kindIs "string" (get $item "name") | ternary (get $item "name") "")) }}
{{- $faults = append $faults (printf "%s.sidecars[%d].name: is initContainers[%d] too; choose another" $path (int64 $index) (int64 $other)) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $index, $volume := dig "extraVolumes" list $given }}
{{- if not (regexMatch "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" (kindIs "string" (get $volume "name") | ternary (get $volume "name") "")) }}
{{- $faults = append $faults (printf "%s.extraVolumes[%d]: needs a name, of lower-case letters, digits and dashes" $path (int64 $index)) }}
{{- end }}
{{- if and (dig "persistence" "enabled" false $given) (eq (kindIs "string" (get $volume "name") | ternary (get $volume "name") "") "persistent") }}
{{- $faults = append $faults (printf "%s.extraVolumes[%d].name: is the name of the volume of persistence; choose another" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "extraVolumes" list $given }}
{{- range $other, $before := dig "extraVolumes" list $given }}
{{- if and (lt (int64 $other) (int64 $index)) (and (kindIs "string" (get $item "name") | ternary (get $item "name") "") (eq (kindIs "string" (get $before "name") | ternary (get $before "name") "") (kindIs "string" (get $item "name") | ternary (get $item "name") ""))) }}
{{- $faults = append $faults (printf "%s.extraVolumes[%d].name: is extraVolumes[%d] too; choose another" $path (int64 $index) (int64 $other)) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $index, $mount := dig "extraVolumeMounts" list $given }}
{{- if and (not (contains (printf "\"name\":\"%s\"" (kindIs "string" (get $mount "name") | ternary (get $mount "name") "")) (regexReplaceAllLiteral "\":(\\{[^{}\\[\\]]*\\}|\\[[^\\[\\]]*\\])" (regexReplaceAllLiteral "\":(\\{[^{}\\[\\]]*\\}|\\[[^\\[\\]]*\\])" (regexReplaceAllLiteral "\":(\\{[^{}\\[\\]]*\\}|\\[[^\\[\\]]*\\])" (dig "extraVolumes" list $given | toJson) "\":0") "\":0") "\":0"))) (or (not (dig "persistence" "enabled" false $given)) (not (eq (kindIs "string" (get $mount "name") | ternary (get $mount "name") "") "persistent"))) }}
{{- $faults = append $faults (printf "%s.extraVolumeMounts[%d].name: is no volume; add it to extraVolumes" $path (int64 $index)) }}
{{- end }}
{{- if not (kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") "") }}
{{- $faults = append $faults (printf "%s.extraVolumeMounts[%d].mountPath: must say where it is mounted; set it" $path (int64 $index)) }}
{{- end }}
{{- if or (hasKey (dig "writablePaths" dict $given) (kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") "")) (hasKey (dig "secretFiles" dict $given) (kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") "")) (regexMatch "^(none:(/tmp)|uvicorn:(/tmp)|fastapi:(/tmp)|gunicorn:(/tmp)|nextjs:(/app/.next/cache|/tmp)|nginx:(/tmp|/var/cache/nginx|/var/run))$" (printf "%s:%s" (dig "preset" "none" $given) (kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") ""))) (and (dig "persistence" "enabled" false $given) (eq (kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") "") (dig "persistence" "mountPath" "/data" $given))) }}
{{- $faults = append $faults (printf "%s.extraVolumeMounts[%d].mountPath: is mounted already, by the preset, writablePaths, secretFiles or persistence; choose another path" $path (int64 $index)) }}
{{- end }}
{{- range $other, $before := dig "extraVolumeMounts" list $given }}
{{- if and (lt (int64 $other) (int64 $index)) (and (kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") "") (eq (kindIs "string" (get $before "mountPath") | ternary (get $before "mountPath") "") (kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") ""))) }}
{{- $faults = append $faults (printf "%s.extraVolumeMounts[%d].mountPath: is extraVolumeMounts[%d] too; choose another" $path (int64 $index) (int64 $other)) }}
{{- end }}
{{- end }}
{{- end }}
{{- $pods := ternary (dig "autoscaling" "minReplicas" 2 $given | int64) (dig "replicaCount" 2 $given | int64) (or (dig "autoscaling" "enabled" false $given) (dig "autoscaling" "external" false $given)) | int64 }}
{{- $away := div (add (ternary (mul $pods (regexFind "^(0|[1-9][0-9]?|100)%$" (toString (dig "podDisruptionBudget" "maxUnavailable" 1 $given)) | trimSuffix "%" | int64)) (mul 100 (int64 (dig "podDisruptionBudget" "maxUnavailable" 1 $given))) (kindIs "string" (dig "podDisruptionBudget" "maxUnavailable" 1 $given))) 99) (max 1 100) }}
{{- if and (and (dig "podDisruptionBudget" "enabled" true $given) (gt $pods 1)) (regexMatch "^0%?$" (ternary (int64 (dig "podDisruptionBudget" "minAvailable" 0 $given) | toString) (toString (dig "podDisruptionBudget" "minAvailable" 0 $given)) (kindIs "float64" (dig "podDisruptionBudget" "minAvailable" 0 $given)))) (ge $away $pods) }}
{{- $faults = append $faults (printf "%s.podDisruptionBudget.maxUnavailable: maxUnavailable (%d pods) would let a drain take all %d pods; lower it, or raise the number of pods" $path $away $pods) }}
{{- end }}
{{- $pods := ternary (dig "autoscaling" "minReplicas" 2 $given | int64) (dig "replicaCount" 2 $given | int64) (or (dig "autoscaling" "enabled" false $given) (dig "autoscaling" "external" false $given)) | int64 }}
{{- $away := div (add (ternary (mul $pods (regexFind "^(0|[1-9][0-9]?|100)%$" (toString (dig "podDisruptionBudget" "maxUnavailable" 1 $given)) | trimSuffix "%" | int64)) (mul 100 (int64 (dig "podDisruptionBudget" "maxUnavailable" 1 $given))) (kindIs "string" (dig "podDisruptionBudget" "maxUnavailable" 1 $given))) 99) (max 1 100) }}
{{- if and (and (dig "podDisruptionBudget" "enabled" true $given) (gt $pods 1)) (regexMatch "^0%?$" (ternary (int64 (dig "podDisruptionBudget" "minAvailable" 0 $given) | toString) (toString (dig "podDisruptionBudget" "minAvailable" 0 $given)) (kindIs "float64" (dig "podDisruptionBudget" "minAvailable" 0 $given)))) (le $away 0) }}
{{- $faults = append $faults (printf "%s.podDisruptionBudget.maxUnavailable: lets a drain take no pod, so that no node could be drained; set it to 1 or more, or set minAvailable" $path) }}
{{- end }}
{{- $pods := ternary (dig "autoscaling" "minReplicas" 2 $given | int64) (dig "replicaCount" 2 $given | int64) (or (dig "autoscaling" "enabled" false $given) (dig "autoscaling" "external" false $given)) | int64 }}
{{- $stay := div (add (ternary (mul $pods (regexFind "^(0|[1-9][0-9]?|100)%$" (toString (dig "podDisruptionBudget" "minAvailable" 0 $given)) | trimSuffix "%" | int64)) (mul 100 (int64 (dig "podDisruptionBudget" "minAvailable" 0 $given))) (kindIs "string" (dig "podDisruptionBudget" "minAvailable" 0 $given))) 99) (max 1 100) }}
{{- if and (and (dig "podDisruptionBudget" "enabled" true $given) (gt $pods 1)) (ge $stay $pods) }}
{{- $faults = append $faults (printf "%s.podDisruptionBudget.minAvailable: minAvailable (%d pods) lets a drain take none of %d pods, so that no node could be drained; lower it, or raise the number of pods" $path $stay $pods) }}
{{- end }}
{{- range $name, $port := dig "extraPorts" dict $given }}
{{- if eq $name "http" }}
{{- $faults = append $faults (printf "%s.extraPorts.%s: has the name of the main port; choose another" $path $name) }}
{{- end }}
{{- if eq (int64 $port) ((dig "service" dict $given).port | default ($given.port | default (ternary 8080 (ternary 3000 (ternary 80 8000 (eq (dig "preset" "none" $given) "nginx") | int64) (eq (dig "preset" "none" $given) "nextjs") | int64) (eq (dig "preset" "none" $given) "none") | int64) | int64) | int64) }}
{{- $faults = append $faults (printf "%s.extraPorts.%s: is the Service's port already; remove it, or choose another" $path $name) }}
{{- end }}
{{- range $other, $number := dig "extraPorts" dict $given }}
{{- if and (not (eq $name $other)) (eq (int64 $port) (int64 $number)) }}
{{- $faults = append $faults (printf "%s.extraPorts.%s: is extraPorts.%s too; choose another" $path $name $other) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $path2, $_ := dig "seededPaths" dict $given }}
{{- if or (hasKey (dig "writablePaths" dict $given) $path2) (and (dig "persistence" "enabled" false $given) (eq (dig "persistence" "mountPath" "/data" $given) $path2)) (regexMatch "^(none (/tmp)|uvicorn (/tmp)|fastapi (/tmp)|gunicorn (/tmp)|nextjs (/app/.next/cache|/tmp)|nginx (/tmp|/var/cache/nginx|/var/run))$" (printf "%s %s" (dig "preset" "none" $given) $path2)) }}
{{- $faults = append $faults (printf "%s.seededPaths.%s: is a path of writablePaths, persistence or the preset too; choose one" $path $path2) }}
{{- end }}
{{- end }}
{{- toJson $faults }}
{{- end }}
