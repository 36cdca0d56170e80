package dev.weft.yarn.appmaster;

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
 * What is outstanding, in YARN's terms. YARN's requests are absolute: per kind of container and per place (node, rack, anywhere)
 * the number still wanted, so repeating one is harmless and losing one is cured by saying it again.
 *
 * <p>Every kind of worker has a number of its own, used as priority and as allocation request id: YARN may round sizes up, so a
 * grant cannot be recognised by its size. Nodes that had room are named beside "anywhere", because the CapacityScheduler gives a node
 * only one container per heartbeat to requests that name no node. When naming has not helped for a while the names are
 * withdrawn, lest the scheduler wait for them.
 *
 * <p>Owned by the loop of {@link YarnResourceProvider}.
 */
final class AskBook {

    private static final long MB = 1 << 20;

    private final Set<String> places = new LinkedHashSet<>();
    private final Map<WorkerSpec, Integer> numbers = new LinkedHashMap<>();
    private final Map<WorkerSpec, Integer> outstanding = new LinkedHashMap<>();
    private final Set<WorkerSpec> unsent = new LinkedHashSet<>();
    private boolean named;

    AskBook(List<Node> nodes) {
        for (Node node : nodes) {
            places.add(node.host());
            places.add(node.rack());
        }
        named = !places.isEmpty();
    }

    /** From now on so many are outstanding. */
    void set(WorkerSpec spec, int count) {
        numbers.putIfAbsent(spec, numbers.size() + 1);
        outstanding.put(spec, count);
        unsent.add(spec);
    }

    /** Asks without naming nodes from now on. */
    void withdrawNames() {
        if (named) {
            named = false;
            unsent.addAll(numbers.keySet());
        }
    }

    /** Says everything again: the ResourceManager has forgotten it. */
    void resend() {
        unsent.addAll(numbers.keySet());
    }

    boolean hasUnsent() {
        return !unsent.isEmpty();
    }

    /** What has to be said now; from now on it counts as said. */
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

    /** Which kind of worker a container was asked for as. */
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
