package dev.weft.yarn.appmaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.yarn.api.ApplicationMasterProtocol;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateRequest;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateResponse;
import org.apache.hadoop.yarn.api.protocolrecords.FinishApplicationMasterRequest;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterRequest;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterResponse;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerExitStatus;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.ExecutionTypeRequest;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceRequest;
import org.apache.hadoop.yarn.exceptions.ApplicationAttemptNotFoundException;
import org.apache.hadoop.yarn.exceptions.ApplicationMasterNotRegisteredException;
import org.apache.hadoop.yarn.exceptions.InvalidApplicationMasterRequestException;
import org.apache.hadoop.yarn.exceptions.InvalidContainerReleaseException;
import org.apache.hadoop.yarn.exceptions.InvalidResourceRequestException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Contract test of the ResourceManager's protocol for application masters, as far as ours relies on it. Runs against the fake
 * that unit tests use, and against a real ResourceManager. Every test has an application of its own.
 */
public abstract class ResourceManagerContract {

    /** An application whose master has been launched and has not registered. */
    public interface Launched {
        ApplicationMasterProtocol resourceManager();

        ApplicationAttemptId attempt();

        /** The number of containers of the maximum size that the cluster has room for. */
        int room();

        /** Called between polls; fails when there were too many. */
        void pause();
    }

    private ApplicationMasterProtocol rm;
    private Launched application;
    private Resource most;
    private int responseId;
    private final List<Container> granted = new ArrayList<>();
    private final List<ContainerStatus> completed = new ArrayList<>();

    protected abstract Launched launch() throws Exception;

    @BeforeEach
    final void launched() throws Exception {
        application = launch();
        rm = application.resourceManager();
    }

    private RegisterApplicationMasterResponse register() throws YarnException, IOException {
        RegisterApplicationMasterResponse response = rm.registerApplicationMaster(
                RegisterApplicationMasterRequest.newInstance("localhost", 8081, "http://localhost:8081"));
        most = response.getMaximumResourceCapability();
        return response;
    }

    private AllocateResponse allocate(int id, List<ResourceRequest> asks, List<ContainerId> releases)
            throws YarnException, IOException {
        return rm.allocate(AllocateRequest.newBuilder()
                .responseId(id)
                .progress(0)
                .askList(asks)
                .releaseList(releases)
                .build());
    }

    private void allocate(List<ResourceRequest> asks, List<ContainerId> releases) throws YarnException, IOException {
        AllocateResponse response = allocate(responseId, asks, releases);
        assertThat(response.getResponseId()).isEqualTo(responseId + 1);
        responseId++;
        granted.addAll(response.getAllocatedContainers());
        completed.addAll(response.getCompletedContainersStatuses());
    }

    private void pollUntilGranted(int count) throws YarnException, IOException {
        while (granted.size() < count) {
            application.pause();
            allocate(List.of(), List.of());
        }
    }

    private static List<ResourceRequest> ask(int count, Resource size) {
        return List.of(ResourceRequest.newBuilder()
                .priority(Priority.newInstance(1))
                .resourceName(ResourceRequest.ANY)
                .capability(size)
                .numContainers(count)
                .allocationRequestId(1)
                .executionTypeRequest(ExecutionTypeRequest.newInstance())
                .build());
    }

    private List<ContainerId> ids() {
        return granted.stream().map(Container::getId).toList();
    }

    private boolean finish() throws YarnException, IOException {
        return rm.finishApplicationMaster(
                        FinishApplicationMasterRequest.newInstance(FinalApplicationStatus.SUCCEEDED, "done", ""))
                .getIsUnregistered();
    }

    // ---- registration

    @Test
    void aSecondRegistrationIsRefusedHoweverOftenItIsTried() throws Exception {
        register();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(this::register)
                    .isInstanceOf(InvalidApplicationMasterRequestException.class)
                    .hasMessageContaining("Application Master is already registered");
        }
        allocate(List.of(), List.of());
    }

    @Test
    void nothingGoesBeforeTheRegistration() throws Exception {
        assertThatThrownBy(() -> allocate(List.of(), List.of()))
                .isInstanceOf(ApplicationMasterNotRegisteredException.class)
                .hasMessageContaining("AM is not registered for known application attempt");
        assertThatThrownBy(this::finish)
                .isInstanceOf(ApplicationMasterNotRegisteredException.class)
                .hasMessageContaining("before registering");
        register();
        allocate(List.of(), List.of());
    }

    // ---- allocation

    @Test
    void aRepeatedResponseIdIsAnsweredFromMemoryAndTheRestOfTheRequestIsIgnored() throws Exception {
        register();
        allocate(List.of(), List.of());
        Resource tooLarge = Resource.newInstance(most.getMemorySize() + 1, 1);
        AllocateResponse again = allocate(responseId - 1, ask(1, tooLarge), List.of());
        assertThat(again.getResponseId()).isEqualTo(responseId);
        allocate(ask(1, most), List.of());
        AllocateResponse repeated = allocate(responseId - 1, ask(1, most), List.of());
        assertThat(repeated.getResponseId()).isEqualTo(responseId);
        pollUntilGranted(1);
    }

    @Test
    void anyOtherResponseIdIsRefused() throws Exception {
        register();
        allocate(List.of(), List.of());
        allocate(List.of(), List.of());
        for (int id : List.of(0, 3, 7)) {
            assertThatThrownBy(() -> allocate(id, List.of(), List.of()))
                    .isInstanceOf(InvalidApplicationMasterRequestException.class)
                    .hasMessageStartingWith("Invalid responseId in AllocateRequest from application attempt: "
                            + application.attempt() + " expect responseId to be 2 but get " + id);
        }
        allocate(List.of(), List.of());
    }

    @Test
    void aSizeAboveTheMaximumIsRefusedAndTheSameResponseIdStaysValid() throws Exception {
        register();
        allocate(List.of(), List.of());
        for (Resource size : List.of(
                Resource.newInstance(most.getMemorySize() + 1, 1),
                Resource.newInstance(most.getMemorySize(), most.getVirtualCores() + 1))) {
            assertThatThrownBy(() -> allocate(ask(1, size), List.of()))
                    .isInstanceOf(InvalidResourceRequestException.class)
                    .hasMessageContaining("Cannot allocate containers as requested resource is greater than maximum"
                            + " allowed allocation");
        }
        allocate(ask(1, most), List.of());
        pollUntilGranted(1);
    }

    @Test
    void whatTheClusterHasNoRoomForIsGrantedWhenSomethingIsReleased() throws Exception {
        register();
        int room = application.room();
        allocate(ask(room + 1, most), List.of());
        pollUntilGranted(room);
        assertThat(granted).hasSize(room);
        ContainerId released = granted.get(0).getId();
        allocate(List.of(), List.of(released));
        pollUntilGranted(room + 1);
        assertThat(ids()).doesNotHaveDuplicates();
        assertThat(completed).extracting(ContainerStatus::getContainerId).containsExactly(released);
        assertThat(completed).extracting(ContainerStatus::getExitStatus).containsExactly(ContainerExitStatus.ABORTED);
    }

    // ---- release

    @Test
    void aReleaseOfAContainerThatNeverWasIsIgnored() throws Exception {
        register();
        allocate(ask(1, most), List.of(ContainerId.newContainerId(application.attempt(), 4711)));
        pollUntilGranted(1);
        assertThat(completed).isEmpty();
    }

    @Test
    void aContainerThatIsReleasedTwiceEndsOnce() throws Exception {
        register();
        int room = application.room();
        allocate(ask(room + 1, most), List.of());
        pollUntilGranted(room);
        ContainerId released = granted.get(0).getId();
        allocate(List.of(), List.of(released));
        allocate(List.of(), List.of(released));
        pollUntilGranted(room + 1);
        assertThat(completed).extracting(ContainerStatus::getContainerId).containsExactly(released);
    }

    @Test
    void aReleaseOfAnotherApplicationsContainerIsRefused() throws Exception {
        register();
        ContainerId foreign =
                ContainerId.newContainerId(ApplicationAttemptId.newInstance(ApplicationId.newInstance(1, 4711), 1), 1);
        assertThatThrownBy(() -> allocate(List.of(), List.of(foreign)))
                .isInstanceOf(InvalidContainerReleaseException.class)
                .hasMessageContaining("not belonging to this application attempt");
        allocate(List.of(), List.of());
    }

    // ---- the end

    @Test
    void theOutcomeIsConfirmedAndConfirmedAgainWhenItIsToldTwice() throws Exception {
        register();
        allocate(List.of(), List.of());
        while (!finish()) {
            application.pause();
        }
        while (!finishIsKnown()) {
            application.pause();
        }
        assertThatThrownBy(this::register)
                .isInstanceOf(InvalidApplicationMasterRequestException.class)
                .hasMessageContaining("Application doesn't exist in cache");
        assertThat(finish()).isTrue();
    }

    /** Whether the attempt has ended for the ResourceManager, which is a moment after it has confirmed the outcome. */
    private boolean finishIsKnown() throws YarnException, IOException {
        try {
            allocate(List.of(), List.of());
            return false;
        } catch (ApplicationAttemptNotFoundException ended) {
            assertThat(ended).hasMessageContaining("doesn't exist in ApplicationMasterService cache");
            return true;
        }
    }
}
