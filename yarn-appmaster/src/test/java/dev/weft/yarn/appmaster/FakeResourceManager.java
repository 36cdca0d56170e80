package dev.weft.yarn.appmaster;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.yarn.api.ApplicationMasterProtocol;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateRequest;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateResponse;
import org.apache.hadoop.yarn.api.protocolrecords.FinishApplicationMasterRequest;
import org.apache.hadoop.yarn.api.protocolrecords.FinishApplicationMasterResponse;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterRequest;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterResponse;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerExitStatus;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerState;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceRequest;
import org.apache.hadoop.yarn.exceptions.ApplicationAttemptNotFoundException;
import org.apache.hadoop.yarn.exceptions.ApplicationMasterNotRegisteredException;
import org.apache.hadoop.yarn.exceptions.InvalidApplicationMasterRequestException;
import org.apache.hadoop.yarn.exceptions.InvalidContainerReleaseException;
import org.apache.hadoop.yarn.exceptions.InvalidResourceRequestException;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * A ResourceManager in memory with one application attempt, and one node of {@link #ROOM}, which can be told to hold back. Like
 * YARN by default it counts memory only. It refuses what YARN refuses, in the same way: to register twice, to allocate or finish
 * before registering, a response id other than the last one or the one before, another application's containers, sizes above the
 * maximum, and everything of an attempt that has ended. It answers a repeated response id from its memory and ignores the rest of
 * such a request. {@link ResourceManagerContract} compares it with a real one. Used by one thread.
 */
final class FakeResourceManager implements ApplicationMasterProtocol {

    static final Resource MOST = Resource.newInstance(8192, 8);

    /** Number of containers of the maximum size that the node has room for. */
    static final int ROOM = 4;

    static final ApplicationAttemptId ATTEMPT = ApplicationAttemptId.newInstance(ApplicationId.newInstance(7, 1), 1);

    private enum Attempt {
        LAUNCHED,
        REGISTERED,
        /** Not known any more. */
        GONE
    }

    /** What was carried out, in order: {@code register host:port}, {@code ask *=2}, {@code release n}, {@code finish STATUS}. */
    private final List<String> log = new ArrayList<>();

    private final Map<String, Integer> outstanding = new HashMap<>();
    private final Map<Long, Resource> sizes = new HashMap<>();
    /** What is running, by the number of the container. */
    private final Map<Long, Resource> running = new HashMap<>();

    private final List<Container> granted = new ArrayList<>();
    private final List<ContainerStatus> ended = new ArrayList<>();
    private final Deque<Exception> refusals = new ArrayDeque<>();
    private Attempt attempt = Attempt.LAUNCHED;
    private AllocateResponse last;
    private boolean applicationOver;
    private boolean holdingBack;
    private boolean away;
    private boolean losing;
    private int surplus;
    private int nextContainer = 2;
    private int callsUntilOutcomeIsStored = 2;

    /** What was carried out since the last call. */
    List<String> takeLog() {
        List<String> taken = List.copyOf(log);
        log.clear();
        return taken;
    }

    void holdBack(boolean on) {
        holdingBack = on;
    }

    /** The next grant comes with so many containers too many. */
    void giveTooMany(int count) {
        surplus = count;
    }

    void end(int container, int status) {
        running.remove((long) container);
        ended.add(ContainerStatus.newInstance(id(container), ContainerState.COMPLETE, "", status));
    }

    /** The next call is not carried out, but answered by this. */
    void refuse(Exception e) {
        refusals.add(e);
    }

    /** The next call is carried out, but its answer is lost. */
    void loseAnswer() {
        losing = true;
    }

    /** Calls are not carried out and not answered, until it is back. */
    void goAway(boolean on) {
        away = on;
    }

    /** It restarts: of the attempt it knows no more than that it was launched. */
    void restart() {
        attempt = Attempt.LAUNCHED;
        last = null;
        outstanding.clear();
        granted.clear();
    }

    /** Somebody kills the application. */
    void killApplication() {
        attempt = Attempt.GONE;
        applicationOver = true;
    }

    /** The attempt has ended for YARN; another one will follow. */
    void replaceAttempt() {
        attempt = Attempt.GONE;
    }

    static ContainerId id(int container) {
        return ContainerId.newContainerId(ATTEMPT, container);
    }

    @Override
    public RegisterApplicationMasterResponse registerApplicationMaster(RegisterApplicationMasterRequest request)
            throws YarnException, IOException {
        beforeCall();
        switch (attempt) {
            case GONE ->
                throw new InvalidApplicationMasterRequestException("Application doesn't exist in cache " + ATTEMPT);
            case REGISTERED ->
                throw new InvalidApplicationMasterRequestException(
                        "Application Master is already registered : " + ATTEMPT.getApplicationId());
            case LAUNCHED -> attempt = Attempt.REGISTERED;
        }
        log.add("register " + request.getHost() + ":" + request.getRpcPort() + " " + request.getTrackingUrl());
        afterCall();
        return RegisterApplicationMasterResponse.newInstance(
                Resource.newInstance(256, 1), MOST, Map.of(), null, List.of(), "q", List.of());
    }

    @Override
    public AllocateResponse allocate(AllocateRequest request) throws YarnException, IOException {
        beforeCall();
        if (attempt == Attempt.GONE) {
            throw new ApplicationAttemptNotFoundException(
                    "Application attempt " + ATTEMPT + " doesn't exist in ApplicationMasterService cache.");
        }
        if (attempt == Attempt.LAUNCHED) {
            throw new ApplicationMasterNotRegisteredException(
                    "AM is not registered for known application attempt: " + ATTEMPT);
        }
        int expected = last == null ? 0 : last.getResponseId();
        if (last != null && request.getResponseId() == expected - 1) {
            afterCall();
            return last;
        }
        if (request.getResponseId() != expected) {
            throw new InvalidApplicationMasterRequestException(
                    "Invalid responseId in AllocateRequest from application attempt: " + ATTEMPT
                            + " expect responseId to be " + expected + " but get " + request.getResponseId());
        }
        refuseInvalid(request);
        last = AllocateResponse.newInstance(
                expected + 1,
                List.copyOf(ended),
                List.copyOf(granted),
                List.of(),
                Resource.newInstance(0, 0),
                null,
                1,
                null,
                List.of());
        ended.clear();
        granted.clear();
        hear(request);
        grant();
        afterCall();
        return last;
    }

    private static void refuseInvalid(AllocateRequest request) throws YarnException {
        for (ResourceRequest ask : request.getAskList()) {
            if (ask.getCapability().getMemorySize() > MOST.getMemorySize()
                    || ask.getCapability().getVirtualCores() > MOST.getVirtualCores()) {
                throw new InvalidResourceRequestException(
                        "Invalid resource request! Cannot allocate containers as requested resource is greater than"
                                + " maximum allowed allocation.");
            }
        }
        for (ContainerId released : request.getReleaseList()) {
            if (!released.getApplicationAttemptId().equals(ATTEMPT)) {
                throw new InvalidContainerReleaseException("Cannot release container : " + released
                        + " not belonging to this application attempt : " + ATTEMPT);
            }
        }
    }

    private void hear(AllocateRequest request) {
        List<String> asks = new ArrayList<>();
        for (ResourceRequest ask : request.getAskList()) {
            outstanding.put(ask.getResourceName() + "#" + ask.getAllocationRequestId(), ask.getNumContainers());
            sizes.put(ask.getAllocationRequestId(), ask.getCapability());
            asks.add(ask.getResourceName() + "=" + ask.getNumContainers());
        }
        if (!asks.isEmpty()) {
            log.add("ask " + String.join(" ", asks));
        }
        for (ContainerId released : request.getReleaseList()) {
            log.add("release " + released.getContainerId());
            if (running.containsKey(released.getContainerId())) {
                end((int) released.getContainerId(), ContainerExitStatus.ABORTED);
            }
        }
    }

    /** The node reports: what it gets is told with the next answer. */
    private void grant() {
        if (holdingBack) {
            return;
        }
        for (Map.Entry<Long, Resource> kind : sizes.entrySet()) {
            int count = outstanding.getOrDefault("*#" + kind.getKey(), 0);
            if (count > 0) {
                count += surplus;
                surplus = 0;
            }
            for (; count > 0 && hasRoomFor(kind.getValue()); count--) {
                granted.add(container(kind.getKey(), kind.getValue()));
            }
            outstanding.put("*#" + kind.getKey(), count);
        }
    }

    private boolean hasRoomFor(Resource size) {
        long used = running.values().stream().mapToLong(Resource::getMemorySize).sum();
        return used + size.getMemorySize() <= ROOM * MOST.getMemorySize();
    }

    private Container container(long kind, Resource size) {
        Container container = Container.newInstance(
                id(nextContainer++),
                NodeId.newInstance("node-1", 8041),
                "node-1:8042",
                size,
                Priority.newInstance((int) kind),
                null);
        container.setAllocationRequestId(kind);
        running.put(container.getId().getContainerId(), size);
        return container;
    }

    @Override
    public FinishApplicationMasterResponse finishApplicationMaster(FinishApplicationMasterRequest request)
            throws YarnException, IOException {
        beforeCall();
        if (applicationOver) {
            return FinishApplicationMasterResponse.newInstance(true);
        }
        if (attempt == Attempt.GONE) {
            throw new InvalidApplicationMasterRequestException("Application doesn't exist in cache " + ATTEMPT);
        }
        if (attempt == Attempt.LAUNCHED) {
            throw new ApplicationMasterNotRegisteredException(
                    "Application Master is trying to unregister before registering for: " + ATTEMPT.getApplicationId());
        }
        callsUntilOutcomeIsStored--;
        if (callsUntilOutcomeIsStored == 0) {
            applicationOver = true;
            attempt = Attempt.GONE;
            log.add("finish " + request.getFinalApplicationStatus() + " " + request.getDiagnostics());
        }
        afterCall();
        return FinishApplicationMasterResponse.newInstance(applicationOver);
    }

    private void beforeCall() throws YarnException, IOException {
        if (away) {
            throw new IOException("connection refused");
        }
        if (!refusals.isEmpty()) {
            Exception e = refusals.remove();
            if (e instanceof YarnException yarn) {
                throw yarn;
            }
            throw (IOException) e;
        }
    }

    private void afterCall() throws IOException {
        if (losing) {
            losing = false;
            throw new IOException("connection reset while waiting for the answer");
        }
    }
}
