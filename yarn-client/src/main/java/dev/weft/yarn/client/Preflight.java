package dev.weft.yarn.client;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.yarn.common.launch.ApplicationEnvironment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.QueueState;
import org.apache.hadoop.yarn.api.records.Resource;

/**
 * Checks before anything is uploaded: container sizes, queue, node capacity. Pure functions of the ResourceManager's
 * reports.
 */
final class Preflight {

    private static final int MOST_NAMED_QUEUES = 20;

    private Preflight() {}

    /** Every container must fit into the largest that the cluster gives. */
    static void checkSizes(ApplicationPlan plan, Resource most) {
        WorkerSpec worker = plan.workers().spec();
        checkMemory("the JobManager", plan.master().process(), "jobmanager.memory.process.size, -yjm", most);
        checkVcores("the JobManager", plan.masterVcores(), "yarn.appmaster.vcores", most);
        checkMemory("a TaskExecutor", worker.processBytes(), "taskmanager.memory.process.size, -ytm", most);
        checkVcores(
                "a TaskExecutor",
                worker.vcores(),
                "yarn.containers.vcores, or else the slots: taskmanager.numberOfTaskSlots, -ys",
                most);
    }

    private static void checkMemory(String what, long bytes, String from, Resource most) {
        long asked = ApplicationPlan.megabytes(bytes);
        if (asked > most.getMemorySize()) {
            throw tooMuch(what + " asks for " + asked + " MB (" + from + "), but the largest container that YARN gives"
                    + " has " + most.getMemorySize() + " MB (yarn.scheduler.maximum-allocation-mb): ask for less");
        }
    }

    private static void checkVcores(String what, int asked, String from, Resource most) {
        if (asked > most.getVirtualCores()) {
            throw tooMuch(what + " asks for " + asked + " virtual cores (" + from + "), but the largest container that"
                    + " YARN gives has " + most.getVirtualCores()
                    + " (yarn.scheduler.maximum-allocation-vcores): ask for less");
        }
    }

    private static WeftException tooMuch(String message) {
        return new WeftException(ErrorCode.INSUFFICIENT_RESOURCES, message);
    }

    /** The queue must exist, run, and be a leaf, as far as the kind of scheduler tells. */
    static void checkQueue(String wanted, List<QueueInfo> queues) {
        Optional<QueueInfo> found = queues.stream()
                .filter(queue ->
                        queue.getQueueName().equals(wanted) || path(queue).equals(wanted))
                .findFirst();
        if (found.isEmpty()) {
            if (createsQueues(queues) || hasParent(wanted, queues)) {
                return;
            }
            List<String> names = queues.stream()
                    .filter(Preflight::isLeaf)
                    .map(Preflight::path)
                    .toList();
            String more = names.size() > MOST_NAMED_QUEUES ? ", … (" + names.size() + " in all)" : "";
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "there is no YARN queue '" + wanted + "' (yarn.application.queue, -yqu); there are: "
                            + String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMED_QUEUES))) + more);
        }
        if (found.get().getQueueState() == QueueState.STOPPED) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the YARN queue '" + wanted + "' (yarn.application.queue, -yqu) is stopped: choose another, or have"
                            + " it started");
        }
    }

    private static boolean isLeaf(QueueInfo queue) {
        return queue.getChildQueues() == null || queue.getChildQueues().isEmpty();
    }

    private static String path(QueueInfo queue) {
        return queue.getQueuePath() == null ? queue.getQueueName() : queue.getQueuePath();
    }

    private static boolean createsQueues(List<QueueInfo> queues) {
        return queues.stream()
                .anyMatch(queue -> queue.getSchedulerType() != null
                        && queue.getSchedulerType().toLowerCase(Locale.ROOT).contains("fair"));
    }

    /** A parent may be set up to create its leaves at their first use. */
    private static boolean hasParent(String wanted, List<QueueInfo> queues) {
        int dot = wanted.lastIndexOf('.');
        return dot > 0
                && !wanted.substring(0, dot).equals("root")
                && queues.stream()
                        .anyMatch(queue -> path(queue).equals(wanted.substring(0, dot))
                                || queue.getQueueName().equals(wanted.substring(0, dot)));
    }

    /** Nodes that have room for one such worker now. */
    static List<ApplicationEnvironment.Node> withRoom(List<NodeReport> nodes, WorkerSpec worker) {
        long megabytes = ApplicationPlan.megabytes(worker.processBytes());
        return nodes.stream()
                .filter(node -> free(node) >= megabytes)
                .map(node -> new ApplicationEnvironment.Node(
                        node.getRackName(), node.getNodeId().getHost()))
                .toList();
    }

    private static long free(NodeReport node) {
        long used = node.getUsed() == null ? 0 : node.getUsed().getMemorySize();
        return node.getCapability().getMemorySize() - used;
    }
}
