package dev.weft.yarn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.configuration.Configuration;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.yarn.common.launch.ApplicationEnvironment.Node;
import java.util.List;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.QueueState;
import org.apache.hadoop.yarn.api.records.Resource;
import org.junit.jupiter.api.Test;

class PreflightTest {

    private static ApplicationPlan plan(String... settings) {
        Configuration configuration = new Configuration();
        for (int i = 0; i < settings.length; i += 2) {
            configuration.setString(settings[i], settings[i + 1]);
        }
        return ApplicationPlan.of(configuration, Jobs.withParallelism(2, 3));
    }

    @Test
    void asManySlotsAreNeededAsTheWidestVertexOfEverySharingGroupHasSubtasks() {
        assertThat(ApplicationPlan.slotsNeeded(Jobs.withParallelism(2, 3))).isEqualTo(3);
        assertThat(ApplicationPlan.slotsNeeded(Jobs.withGroups("a", 2, "b", 3))).isEqualTo(5);
    }

    @Test
    void asManyExecutorsAreAskedForAsTheSlotsNeed() {
        assertThat(plan().workers().count()).isEqualTo(3);
        ApplicationPlan two = plan("taskmanager.numberOfTaskSlots", "2", "taskmanager.memory.process.size", "2g");
        assertThat(two.workers().count()).isEqualTo(2);
        assertThat(two.workers().spec()).isEqualTo(new WorkerSpec(2, 2L << 30, 2));
        assertThat(plan("yarn.containers.vcores", "1", "taskmanager.numberOfTaskSlots", "4")
                        .workers()
                        .spec()
                        .vcores())
                .isEqualTo(1);
    }

    @Test
    void aContainerLargerThanTheLargestIsToldWithBothNumbers() {
        Resource most = Resource.newInstance(8192L, 4);
        assertThatThrownBy(() -> Preflight.checkSizes(plan("taskmanager.memory.process.size", "9000m"), most))
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "a TaskExecutor asks for 9000 MB (taskmanager.memory.process.size, -ytm), but the largest"
                                + " container that YARN gives has 8192 MB (yarn.scheduler.maximum-allocation-mb): ask for less");
        assertThatThrownBy(() -> Preflight.checkSizes(plan("jobmanager.memory.process.size", "9g"), most))
                .hasMessageStartingWith("the JobManager asks for 9216 MB (jobmanager.memory.process.size, -yjm)");
        assertThatThrownBy(() -> Preflight.checkSizes(plan("taskmanager.numberOfTaskSlots", "5"), most))
                .hasMessage("a TaskExecutor asks for 5 virtual cores (yarn.containers.vcores, or else the slots:"
                        + " taskmanager.numberOfTaskSlots, -ys), but the largest container that YARN gives has 4"
                        + " (yarn.scheduler.maximum-allocation-vcores): ask for less");
        assertThatCode(() -> Preflight.checkSizes(plan(), most)).doesNotThrowAnyException();
    }

    private static List<QueueInfo> queues(String scheduler) {
        QueueInfo etl = FakeYarnLink.queue("etl", "root.etl", scheduler, QueueState.RUNNING, List.of());
        QueueInfo old = FakeYarnLink.queue("old", "root.old", scheduler, QueueState.STOPPED, List.of());
        QueueInfo root = FakeYarnLink.queue("root", "root", scheduler, QueueState.RUNNING, List.of(etl, old));
        return List.of(root, etl, old);
    }

    @Test
    void anUnknownQueueIsToldWithThoseThatExist() {
        List<QueueInfo> queues = queues("CapacityScheduler");
        assertThatThrownBy(() -> Preflight.checkQueue("elt", queues))
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "there is no YARN queue 'elt' (yarn.application.queue, -yqu); there are: root.etl, root.old");
        assertThatThrownBy(() -> Preflight.checkQueue("root.elt", queues)).hasMessageContaining("no YARN queue");
        assertThatThrownBy(() -> Preflight.checkQueue("old", queues)).hasMessageContaining("is stopped");
        assertThatCode(() -> Preflight.checkQueue("etl", queues)).doesNotThrowAnyException();
        assertThatCode(() -> Preflight.checkQueue("root.etl", queues)).doesNotThrowAnyException();
    }

    @Test
    void aQueueThatTheSchedulerMayCreateIsLeftToIt() {
        assertThatCode(() -> Preflight.checkQueue("new", queues("FairScheduler")))
                .doesNotThrowAnyException();
        assertThatCode(() -> Preflight.checkQueue("root.etl.new", queues("CapacityScheduler")))
                .doesNotThrowAnyException();
    }

    @Test
    void nodesWithRoomAreNamed() {
        assertThat(Preflight.withRoom(new FakeYarnLink().runningNodes(), new WorkerSpec(1, 1728L << 20, 1)))
                .containsExactly(new Node("/rack", "big"));
    }
}
