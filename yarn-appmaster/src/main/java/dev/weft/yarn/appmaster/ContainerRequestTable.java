package dev.weft.yarn.appmaster;

import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.yarn.common.launch.ApplicationEnvironment.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceRequest;

/**
 * Table of outstanding container requests in YARN's terms. YARN's requests are absolute: per kind of container and per
 * resource name (node, rack, any) the number still wanted. Repeating a request is harmless, and a lost one is sent
 * again.
 *
 * <p>Every kind of worker has a number of its own, used as priority and as allocation request id: YARN may round sizes
 * up, so a grant cannot be matched to its request by size. Nodes that had room are named beside "anywhere", because the
 * CapacityScheduler gives a node only one container per heartbeat to requests that name no node. When no container has
 * come for a while, the node names are withdrawn, because the scheduler may be waiting for these nodes.
 *
 * <p>Owned by the loop of {@link YarnResourceProvider}.
 */
@LoopOwned
final class ContainerRequestTable {

    private static final long MB = 1 << 20;

    private final Set<String> places = new LinkedHashSet<>();
    private final Map<WorkerSpec, Integer> numbers = new LinkedHashMap<>();
    private final Map<WorkerSpec, Integer> outstanding = new LinkedHashMap<>();
    private final Set<WorkerSpec> unsent = new LinkedHashSet<>();
    private boolean named;

    ContainerRequestTable(List<Node> nodes) {
        for (Node node : nodes) {
            places.add(node.host());
            places.add(node.rack());
        }
        named = !places.isEmpty();
    }

    /** Sets the number of outstanding containers of a kind. */
    void set(WorkerSpec spec, int count) {
        numbers.putIfAbsent(spec, numbers.size() + 1);
        outstanding.put(spec, count);
        unsent.add(spec);
    }

    /** Withdraws the node names: later requests say "any" only. */
    void withdrawNames() {
        if (named) {
            named = false;
            unsent.addAll(numbers.keySet());
        }
    }

    /** Marks all requests as unsent, for a ResourceManager that has lost them. */
    void resend() {
        unsent.addAll(numbers.keySet());
    }

    boolean hasUnsent() {
        return !unsent.isEmpty();
    }

    /** Takes the unsent requests; they count as sent afterwards. */
    List<ResourceRequest> take() {
        List<ResourceRequest> requests = new ArrayList<>();
        for (WorkerSpec spec : unsent) {
            int count = outstanding.get(spec);
            places.forEach(place -> requests.add(request(spec, place, named ? count : 0)));
            requests.add(request(spec, ResourceRequest.ANY, count));
        }
        unsent.clear();
        return requests;
    }

    /** The kind of worker that was requested under this id. */
    Optional<WorkerSpec> specOf(long allocationRequestId) {
        return numbers.entrySet().stream()
                .filter(e -> e.getValue() == allocationRequestId)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static Resource resource(WorkerSpec spec) {
        return Resource.newInstance((spec.processBytes() + MB - 1) / MB, spec.vcores());
    }

    private ResourceRequest request(WorkerSpec spec, String place, int count) {
        int number = numbers.get(spec);
        return ResourceRequest.newBuilder()
                .priority(Priority.newInstance(number))
                .allocationRequestId(number)
                .resourceName(place)
                .capability(resource(spec))
                .numContainers(count)
                .relaxLocality(true)
                .build();
    }
}
