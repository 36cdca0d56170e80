package dev.weft.yarn.appmaster;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.ApplicationMasterProtocol;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateRequest;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateResponse;
import org.apache.hadoop.yarn.api.protocolrecords.FinishApplicationMasterRequest;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterRequest;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterResponse;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.Token;
import org.apache.hadoop.yarn.client.ClientRMProxy;
import org.apache.hadoop.yarn.exceptions.ApplicationAttemptNotFoundException;
import org.apache.hadoop.yarn.exceptions.ApplicationMasterNotRegisteredException;
import org.apache.hadoop.yarn.exceptions.InvalidResourceRequestException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversation with the ResourceManager: register, allocate, finish. It survives a restart of the ResourceManager by
 * registering again and saying everything again, and an outage by repeating the last call, which the ResourceManager answers from
 * its memory when it had heard it.
 *
 * <p>Blocking; owned by {@link YarnResourceProvider}'s thread.
 */
final class RmSession {

    private static final Logger LOG = LoggerFactory.getLogger(RmSession.class);
    private static final int MAX_DIAGNOSTICS = 32_000;

    /** Where the application master can be reached. */
    record Endpoint(String host, int restPort, String trackingUrl) {}

    /**
     * @param registration how long registering may take
     * @param outage how long the ResourceManager may be away
     * @param unregistration how long unregistering may take
     */
    record Patience(Duration registration, Duration outage, Duration unregistration) {}

    private final ApplicationMasterProtocol rm;
    private final Configuration hadoop;
    private final Clock clock;
    private final Patience patience;
    private final Endpoint endpoint;
    private final AskBook asks;
    private final Set<ContainerId> releases = new LinkedHashSet<>();
    private final Set<ContainerId> unsentReleases = new LinkedHashSet<>();
    private int responseId;
    private long lastAnswerNs;
    private boolean registered;

    RmSession(
            ApplicationMasterProtocol rm,
            Configuration hadoop,
            Clock clock,
            Patience patience,
            Endpoint endpoint,
            AskBook asks) {
        this.rm = rm;
        this.hadoop = hadoop;
        this.clock = clock;
        this.patience = patience;
        this.endpoint = endpoint;
        this.asks = asks;
    }

    /** Registers, within the deadline or with an exception. */
    RegisterApplicationMasterResponse register() {
        long startNs = clock.nanoTime();
        while (true) {
            try {
                RegisterApplicationMasterResponse response =
                        rm.registerApplicationMaster(RegisterApplicationMasterRequest.newInstance(
                                endpoint.host(), endpoint.restPort(), endpoint.trackingUrl()));
                registered = true;
                responseId = 0;
                lastAnswerNs = clock.nanoTime();
                return response;
            } catch (IOException | YarnException e) {
                if (clock.nanoTime() - startNs > patience.registration().toNanos()) {
                    throw new WeftException(
                            ErrorCode.EXTERNAL_SERVICE,
                            "cannot register with the ResourceManager within "
                                    + patience.registration().toSeconds() + " s: " + e.getMessage(),
                            e);
                }
                LOG.warn("Cannot register with the ResourceManager, trying again: {}", e.toString());
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
    }

    /** The container will be given back with the next call, and again after a restart of the ResourceManager. */
    void release(ContainerId container) {
        releases.add(container);
        unsentReleases.add(container);
    }

    /** The container has ended: nobody has to be told of it any more. */
    void forget(ContainerId container) {
        releases.remove(container);
        unsentReleases.remove(container);
    }

    boolean hasUnsent() {
        return asks.hasUnsent() || !unsentReleases.isEmpty();
    }

    /**
     * Says what has not been said, hears what is new. Empty when the ResourceManager did not answer, which is to be tried again;
     * an exception when there is no point in trying again.
     */
    Optional<AllocateResponse> allocate() {
        AllocateRequest request =
                AllocateRequest.newInstance(responseId, 0f, asks.requests(), List.copyOf(unsentReleases), null);
        try {
            AllocateResponse response = rm.allocate(request);
            asks.sent();
            unsentReleases.clear();
            responseId = response.getResponseId();
            lastAnswerNs = clock.nanoTime();
            if (response.getAMRMToken() != null) {
                renewToken(response.getAMRMToken());
            }
            return Optional.of(response);
        } catch (ApplicationMasterNotRegisteredException e) {
            LOG.info("The ResourceManager has restarted: registering again");
            register();
            asks.resend();
            unsentReleases.addAll(releases);
            return Optional.empty();
        } catch (ApplicationAttemptNotFoundException e) {
            registered = false;
            throw new WeftException(
                    ErrorCode.EXTERNAL_SERVICE,
                    "the ResourceManager does not know this application attempt any more: it has been ended or replaced",
                    e);
        } catch (InvalidResourceRequestException e) {
            throw new WeftException(
                    ErrorCode.INSUFFICIENT_RESOURCES,
                    "YARN refuses the requested containers: " + firstLine(e)
                            + " Lower taskmanager.memory.process.size or yarn.containers.vcores.",
                    e);
        } catch (IOException | YarnException e) {
            Duration silence = Duration.ofNanos(clock.nanoTime() - lastAnswerNs);
            if (silence.compareTo(patience.outage()) > 0) {
                throw new WeftException(
                        ErrorCode.EXTERNAL_SERVICE,
                        "the ResourceManager has not answered for " + silence.toSeconds() + " s: " + firstLine(e),
                        e);
            }
            LOG.warn("The ResourceManager did not answer, trying again: {}", e.toString());
            return Optional.empty();
        }
    }

    /** Tells the outcome. Returns when the ResourceManager has stored it, or when the deadline has passed. */
    void finish(FinalApplicationStatus status, String diagnostics) {
        if (!registered) {
            return;
        }
        String text = diagnostics.length() <= MAX_DIAGNOSTICS ? diagnostics : diagnostics.substring(0, MAX_DIAGNOSTICS);
        FinishApplicationMasterRequest request = FinishApplicationMasterRequest.newInstance(status, text, "");
        long startNs = clock.nanoTime();
        while (clock.nanoTime() - startNs < patience.unregistration().toNanos()) {
            try {
                if (rm.finishApplicationMaster(request).getIsUnregistered()) {
                    registered = false;
                    return;
                }
                // It stores the outcome first; a few milliseconds as a rule.
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            } catch (ApplicationMasterNotRegisteredException e) {
                LOG.info("The ResourceManager has restarted: registering again");
                register();
            } catch (ApplicationAttemptNotFoundException e) {
                return;
            } catch (IOException | YarnException e) {
                LOG.warn("Cannot unregister from the ResourceManager, trying again: {}", e.toString());
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
        LOG.warn(
                "The ResourceManager has not confirmed the end of the application within {} s",
                patience.unregistration().toSeconds());
    }

    private void renewToken(Token token) {
        try {
            org.apache.hadoop.security.token.Token<?> renewed = new org.apache.hadoop.security.token.Token<>(
                    token.getIdentifier().array(),
                    token.getPassword().array(),
                    new Text(token.getKind()),
                    ClientRMProxy.getAMRMTokenService(hadoop));
            UserGroupInformation.getCurrentUser().addToken(renewed);
        } catch (IOException e) {
            LOG.warn("Cannot keep the renewed token for the ResourceManager", e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
