package dev.weft.engine.rest.server;

import dev.weft.engine.common.json.Json;
import dev.weft.engine.protocol.ExecutorMessage.Resources;
import dev.weft.engine.view.ExecutorView;
import java.util.List;

/**
 * Builds the REST responses about TaskExecutors. Values that are not measured are -1 (numbers) or null (sizes of memory
 * pools).
 */
final class ExecutorResponses {

    private static final long MB = 1 << 20;
    private static final String[] UNMEASURED = {
        "heapUsed",
        "heapCommitted",
        "nonHeapUsed",
        "nonHeapCommitted",
        "nonHeapMax",
        "directCount",
        "directUsed",
        "directMax",
        "mappedCount",
        "mappedUsed",
        "mappedMax",
        "memorySegmentsAvailable",
        "memorySegmentsTotal",
        "nettyShuffleMemorySegmentsAvailable",
        "nettyShuffleMemorySegmentsUsed",
        "nettyShuffleMemorySegmentsTotal",
        "nettyShuffleMemoryAvailable",
        "nettyShuffleMemoryUsed"
    };

    private ExecutorResponses() {}

    static Json summary(ExecutorView executor) {
        return common(executor).build();
    }

    static Json details(ExecutorView executor) {
        Json.Builder metrics = Json.object().put("heapMax", executor.resources().heapBytes());
        for (String name : UNMEASURED) {
            metrics.put(name, -1);
        }
        metrics.put("nettyShuffleMemoryTotal", executor.resources().networkBytes());
        metrics.put("garbageCollectors", Json.array(List.<String>of(), Json::of));
        return common(executor)
                .put("allocatedSlots", Json.array(List.<String>of(), Json::of))
                .put("metrics", metrics.build())
                .build();
    }

    private static Json.Builder common(ExecutorView executor) {
        Resources all = executor.resources();
        double free = executor.slots() == 0 ? 0 : (double) executor.freeSlots() / executor.slots();
        return Json.object()
                .put("id", executor.id().text())
                .put("path", executor.host() + ":" + executor.dataPort())
                .put("dataPort", executor.dataPort())
                .put("jmxPort", -1)
                .put("timeSinceLastHeartbeat", executor.lastHeartbeatMs())
                .put("slotsNumber", executor.slots())
                .put("freeSlots", executor.freeSlots())
                .put("totalResource", resource(all, 1))
                .put("freeResource", resource(all, free))
                .put(
                        "hardware",
                        Json.object()
                                .put("cpuCores", all.cpuCores())
                                .put("physicalMemory", all.processBytes())
                                .put("freeMemory", all.heapBytes())
                                .put("managedMemory", all.managedBytes())
                                .build())
                .put("memoryConfiguration", memory(all))
                .put("blocked", false);
    }

    /** The resources of a fraction of the executor, memory in megabytes. */
    private static Json resource(Resources all, double part) {
        return Json.object()
                .put("cpuCores", all.cpuCores() * part)
                .put("taskHeapMemory", (long) (all.heapBytes() * part / MB))
                .put("taskOffHeapMemory", 0)
                .put("managedMemory", (long) (all.managedBytes() * part / MB))
                .put("networkMemory", (long) (all.networkBytes() * part / MB))
                .put("extendedResources", Json.object().build())
                .build();
    }

    private static Json memory(Resources all) {
        return Json.object()
                .put("frameworkHeap", Json.none())
                .put("taskHeap", all.heapBytes())
                .put("frameworkOffHeap", Json.none())
                .put("taskOffHeap", Json.none())
                .put("networkMemory", all.networkBytes())
                .put("managedMemory", all.managedBytes())
                .put("jvmMetaspace", Json.none())
                .put("jvmOverhead", Json.none())
                .put("totalFlinkMemory", Json.none())
                .put("totalProcessMemory", all.processBytes())
                .build();
    }
}
