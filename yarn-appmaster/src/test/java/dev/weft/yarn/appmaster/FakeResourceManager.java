package dev.weft.yarn.appmaster;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerState;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceRequest;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** A ResourceManager in memory with one node that has room for all, except while it is told to hold back. Thread-safe. */
final class FakeResourceManager implements ApplicationMasterProtocol {

    /** What happened, in order: {@code register host:port}, {@code ask *=2}, {@code release n}, {@code finish STATUS}. */
    final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    private final Map<String, Integer> outstanding = new HashMap<>();
    private final Map<Long, Resource> sizes = new HashMap<>();
    private final List<ContainerStatus> ended = new ArrayList<>();
    private final Deque<Exception> refusals = new ArrayDeque<>();
    private boolean registered;
    private boolean holdingBack;
    private int surplus;
    private int nextContainer = 2;
    private int finishCallsUntilStored = 2;

    synchronized void holdBack(boolean on) {
        holdingBack = on;
    }

    /** The next grant comes with so many containers too many. */
    synchronized void giveTooMany(int count) {
        surplus = count;
    }

    synchronized void end(int container, int status) {
        ended.add(ContainerStatus.newInstance(id(container), ContainerState.COMPLETE, "", status));
    }

    /** The next call to allocate is answered by this. */
    synchronized void refuse(Exception e) {
        refusals.add(e);
    }

    synchronized void forgetEverything() {
        registered = false;
        outstanding.clear();
    }

    static ContainerId id(int container) {
        return ContainerId.newContainerId(
                ApplicationAttemptId.newInstance(ApplicationId.newInstance(7, 1), 1), container);
    }

    @Override
    public synchronized RegisterApplicationMasterResponse registerApplicationMaster(
            RegisterApplicationMasterRequest request) {
        registered = true;
        log.add("register " + request.getHost() + ":" + request.getRpcPort() + " " + request.getTrackingUrl());
        return RegisterApplicationMasterResponse.newInstance(
                Resource.newInstance(256, 1), Resource.newInstance(8192, 8), Map.of(), null, List.of(), "q", List.of());
    }

    @Override
    public synchronized AllocateResponse allocate(AllocateRequest request) throws YarnException, IOException {
        if (!refusals.isEmpty()) {
            Exception e = refusals.remove();
            if (e instanceof YarnException yarn) {
                throw yarn;
            }
            throw (IOException) e;
        }
        if (!registered) {
            throw new org.apache.hadoop.yarn.exceptions.ApplicationMasterNotRegisteredException("restarted");
        }
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
        }
        List<Container> granted = new ArrayList<>();
        if (!holdingBack) {
            for (Map.Entry<Long, Resource> kind : sizes.entrySet()) {
                int count = outstanding.getOrDefault("*#" + kind.getKey(), 0);
                if (count > 0) {
                    count += surplus;
                    surplus = 0;
                }
                for (; count > 0; count--) {
                    granted.add(container(kind.getKey(), kind.getValue()));
                }
                outstanding.put("*#" + kind.getKey(), 0);
            }
        }
        List<ContainerStatus> completed = List.copyOf(ended);
        ended.clear();
        return AllocateResponse.newInstance(
                request.getResponseId() + 1,
                completed,
                granted,
                List.of(),
                Resource.newInstance(0, 0),
                null,
                1,
                null,
                List.of());
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
        return container;
    }

    @Override
    public synchronized FinishApplicationMasterResponse finishApplicationMaster(
            FinishApplicationMasterRequest request) {
        finishCallsUntilStored--;
        if (finishCallsUntilStored > 0) {
            return FinishApplicationMasterResponse.newInstance(false);
        }
        FinalApplicationStatus status = request.getFinalApplicationStatus();
        log.add("finish " + status + " " + request.getDiagnostics());
        return FinishApplicationMasterResponse.newInstance(true);
    }
}
