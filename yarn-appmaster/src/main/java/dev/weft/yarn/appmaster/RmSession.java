package dev.weft.yarn.appmaster;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.hadoop.yarn.api.ApplicationMasterProtocol;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateRequest;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateResponse;
import org.apache.hadoop.yarn.api.protocolrecords.FinishApplicationMasterRequest;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterRequest;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.exceptions.ApplicationAttemptNotFoundException;
import org.apache.hadoop.yarn.exceptions.ApplicationMasterNotRegisteredException;
import org.apache.hadoop.yarn.exceptions.InvalidApplicationMasterRequestException;
import org.apache.hadoop.yarn.exceptions.InvalidResourceRequestException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Session with the ResourceManager: register, allocate, finish. At most one call is under way; it blocks a thread of
 * {@code calls}, and its outcome returns to the loop as an event.
 *
 * <p>A call without an answer may have been carried out, so every retry is idempotent: a registration that is refused
 * because the application is registered counts as done; an allocation is repeated unchanged, because the
 * ResourceManager answers a response id that it has seen with its stored response, whatever else the request says; the
 * outcome is repeated until YARN has confirmed it. After a restart of the ResourceManager everything is sent again.
 *
 * <p>Owned by the loop of {@link YarnResourceProvider}. States: new → registering ⇄ registered → ended → over.
 */
@LoopOwned
final class RmSession {

    private static final Logger LOG = LoggerFactory.getLogger(RmSession.class);
    private static final int MAX_DIAGNOSTICS = 32_000;
    private static final Duration PAUSE_BETWEEN_TRIES = Duration.ofMillis(200);

    private static final Duration PAUSE_WHILE_ENDING = Duration.ofMillis(20);

    /** YARN stores the outcome before it confirms it: a few milliseconds as a rule. */
    private static final Duration PAUSE_WHILE_STORING = Duration.ofMillis(5);

    /** Addresses of the application master. */
    record Endpoint(String host, int restPort, String trackingUrl) {}

    /**
     * @param registration how long registering may take
     * @param outage how long the ResourceManager may be away
     * @param unregistration how long unregistering may take
     */
    record Patience(Duration registration, Duration outage, Duration unregistration) {}

    /** Notified on the loop. */
    interface Listener {
        /** @param most what one container may have at most; unknown when the answer that said so was lost */
        void onRegistered(Optional<Resource> most);

        /**
         * The response of an allocation; empty when the ResourceManager did not answer, and the caller should try
         * again.
         */
        void onAnswer(Optional<AllocateResponse> news);

        /** A fatal failure: retrying is useless. Only {@link #finish} may follow. */
        void onFailed(WeftException why);

        /** YARN says that the application has ended: by {@link #finish}, or because somebody has killed it. */
        void onOver();

        /** {@link #finish} is complete: YARN has confirmed the outcome, or is unreachable. */
        void onFinished();
    }

    private enum State {
        NEW,
        REGISTERING,
        REGISTERED,
        /** YARN does not know this attempt any more. */
        ENDED,
        /** YARN has said that the whole application has ended. */
        OVER
    }

    private final EventLoop loop;
    private final Executor calls;
    private final ApplicationMasterProtocol rm;
    private final Clock clock;
    private final Patience patience;
    private final ContainerRequestTable asks;
    private final Listener listener;
    private final Set<ContainerId> releases = new LinkedHashSet<>();
    private final Set<ContainerId> unsentReleases = new LinkedHashSet<>();
    private Optional<AllocateRequest> unanswered = Optional.empty();
    private Optional<FinishApplicationMasterRequest> outcome = Optional.empty();
    private RegisterApplicationMasterRequest registration;
    private State state = State.NEW;
    private boolean busy;
    private boolean known;
    private boolean telling;
    private boolean asking;
    private boolean finished;
    private int responseId;
    private long triedSinceNs;
    private long lastAnswerNs;

    /** @param calls runs calls to the ResourceManager, which block */
    RmSession(
            EventLoop loop,
            Executor calls,
            ApplicationMasterProtocol rm,
            Clock clock,
            Patience patience,
            ContainerRequestTable asks,
            Listener listener) {
        this.loop = loop;
        this.calls = calls;
        this.rm = rm;
        this.clock = clock;
        this.patience = patience;
        this.asks = asks;
        this.listener = listener;
    }

    /** Registers within the deadline, or fails. */
    void register(Endpoint endpoint) {
        loop.assertInLoop();
        registration = RegisterApplicationMasterRequest.newInstance(
                endpoint.host(), endpoint.restPort(), endpoint.trackingUrl());
        lastAnswerNs = clock.nanoTime();
        beginToRegister();
    }

    /** Releases the container with the next call, and again after a restart of the ResourceManager. */
    void release(ContainerId container) {
        loop.assertInLoop();
        releases.add(container);
        unsentReleases.add(container);
    }

    /** The container has ended: its release need not be sent any more. */
    void forget(ContainerId container) {
        loop.assertInLoop();
        releases.remove(container);
        unsentReleases.remove(container);
    }

    /** Whether {@link #allocate} may be called now. */
    boolean isReady() {
        loop.assertInLoop();
        return state == State.REGISTERED && !busy && outcome.isEmpty();
    }

    /** Whether there is something to send at once. False while an unanswered call has to be repeated first. */
    boolean hasNews() {
        loop.assertInLoop();
        return unanswered.isEmpty() && (asks.hasUnsent() || !unsentReleases.isEmpty());
    }

    /** Sends the unsent requests and releases, and polls for news. */
    void allocate() {
        loop.assertInLoop();
        AllocateRequest request = unanswered.orElseGet(this::nextRequest);
        unanswered = Optional.of(request);
        call(
                () -> rm.allocate(request),
                answer -> {
                    unanswered = Optional.empty();
                    responseId = answer.getResponseId();
                    lastAnswerNs = clock.nanoTime();
                    listener.onAnswer(Optional.of(answer));
                },
                this::onAllocateFailed);
    }

    private AllocateRequest nextRequest() {
        List<ContainerId> given = List.copyOf(unsentReleases);
        unsentReleases.clear();
        return AllocateRequest.newInstance(responseId, 0f, asks.take(), given, null);
    }

    /**
     * Reports the outcome to YARN, after the call that is under way has returned. {@link Listener#onFinished} follows.
     */
    void finish(FinalApplicationStatus status, String diagnostics) {
        loop.assertInLoop();
        String text = diagnostics.length() <= MAX_DIAGNOSTICS ? diagnostics : diagnostics.substring(0, MAX_DIAGNOSTICS);
        outcome = Optional.of(FinishApplicationMasterRequest.newInstance(status, text, ""));
        loop.schedule(patience.unregistration(), this::giveUpFinish);
        if (!known || state == State.OVER || state == State.ENDED && !asking) {
            endFinish();
        } else {
            tellOutcomeIfIdle();
        }
    }

    private void giveUpFinish() {
        if (!finished) {
            LOG.warn(
                    "The ResourceManager has not confirmed the end of the application within {} s",
                    patience.unregistration().toSeconds());
            endFinish();
        }
    }

    private void beginToRegister() {
        state = State.REGISTERING;
        triedSinceNs = clock.nanoTime();
        tryToRegister();
    }

    private void tryToRegister() {
        call(
                () -> rm.registerApplicationMaster(registration),
                answer -> onRegistered(Optional.of(answer.getMaximumResourceCapability()), 0),
                e -> {
                    if (e instanceof InvalidApplicationMasterRequestException) {
                        // Either an unanswered registration was carried out, or the attempt is not known at all.
                        askWhetherRegistered();
                    } else {
                        tryAgainToRegister(e);
                    }
                });
    }

    private void askWhetherRegistered() {
        AllocateRequest first = AllocateRequest.newInstance(0, 0f, List.of(), List.of(), null);
        call(
                () -> rm.allocate(first),
                answer -> {
                    LOG.info("An earlier registration was carried out although its answer was lost");
                    onRegistered(Optional.empty(), answer.getResponseId());
                    listener.onAnswer(Optional.of(answer));
                },
                e -> {
                    if (e instanceof ApplicationAttemptNotFoundException) {
                        onAttemptUnknown(e);
                    } else {
                        tryAgainToRegister(e);
                    }
                });
    }

    private void onRegistered(Optional<Resource> most, int nextResponseId) {
        state = State.REGISTERED;
        known = true;
        responseId = nextResponseId;
        lastAnswerNs = clock.nanoTime();
        listener.onRegistered(most);
    }

    private void tryAgainToRegister(Exception e) {
        if (clock.nanoTime() - triedSinceNs > patience.registration().toNanos()) {
            listener.onFailed(new WeftException(
                    ErrorCode.EXTERNAL_SERVICE,
                    "cannot register with the ResourceManager within "
                            + patience.registration().toSeconds() + " s: " + e.getMessage(),
                    e));
            return;
        }
        LOG.warn("Cannot register with the ResourceManager, trying again: {}", e.toString());
        loop.schedule(PAUSE_BETWEEN_TRIES, this::tryToRegister);
    }

    private void onAllocateFailed(Exception e) {
        if (e instanceof ApplicationMasterNotRegisteredException) {
            registerAgain();
        } else if (e instanceof ApplicationAttemptNotFoundException) {
            onAttemptUnknown(e);
        } else if (e instanceof InvalidResourceRequestException) {
            unanswered = Optional.empty();
            listener.onFailed(new WeftException(
                    ErrorCode.INSUFFICIENT_RESOURCES,
                    "YARN refuses the requested containers: " + firstLine(e)
                            + " Lower taskmanager.memory.process.size or yarn.containers.vcores.",
                    e));
        } else if (e instanceof InvalidApplicationMasterRequestException) {
            unanswered = Optional.empty();
            listener.onFailed(new WeftException(
                    ErrorCode.EXTERNAL_SERVICE,
                    "the ResourceManager refuses this application master: " + firstLine(e),
                    e));
        } else {
            Duration silence = Duration.ofNanos(clock.nanoTime() - lastAnswerNs);
            if (silence.compareTo(patience.outage()) > 0) {
                listener.onFailed(new WeftException(
                        ErrorCode.EXTERNAL_SERVICE,
                        "the ResourceManager has not answered for " + silence.toSeconds() + " s: " + firstLine(e),
                        e));
                return;
            }
            LOG.warn("The ResourceManager did not answer, trying again: {}", e.toString());
            listener.onAnswer(Optional.empty());
        }
    }

    private void registerAgain() {
        LOG.info("The ResourceManager has restarted: registering again");
        unanswered = Optional.empty();
        telling = false;
        asks.resend();
        unsentReleases.addAll(releases);
        beginToRegister();
    }

    /**
     * YARN does not know the attempt any more. Asks whether the application has ended or gets another attempt; this has
     * no side effects now.
     */
    private void onAttemptUnknown(Exception e) {
        state = State.ENDED;
        askWhetherOver(clock.nanoTime());
        listener.onFailed(new WeftException(
                ErrorCode.EXTERNAL_SERVICE,
                "the ResourceManager does not know this application attempt any more: it has been ended or replaced",
                e));
    }

    private void askWhetherOver(long sinceNs) {
        asking = true;
        FinishApplicationMasterRequest question = outcome.orElseGet(
                () -> FinishApplicationMasterRequest.newInstance(FinalApplicationStatus.FAILED, "", ""));
        call(
                () -> rm.finishApplicationMaster(question).getIsUnregistered(),
                over -> {
                    if (over) {
                        onOver();
                    } else {
                        askAgainWhetherOver(sinceNs);
                    }
                },
                e -> askAgainWhetherOver(sinceNs));
    }

    /** The end of an application that is being killed is stored a little after the end of its attempt. */
    private void askAgainWhetherOver(long sinceNs) {
        asking = clock.nanoTime() - sinceNs < patience.unregistration().toNanos();
        if (asking) {
            loop.schedule(PAUSE_WHILE_ENDING, () -> askWhetherOver(sinceNs));
        } else if (outcome.isPresent()) {
            endFinish();
        }
    }

    private void tellOutcomeIfIdle() {
        if (outcome.isPresent() && state == State.REGISTERED && !busy && !telling && !finished) {
            telling = true;
            tellOutcome();
        }
    }

    private void tellOutcome() {
        call(
                () -> rm.finishApplicationMaster(outcome.orElseThrow()).getIsUnregistered(),
                stored -> {
                    if (stored) {
                        onOver();
                    } else {
                        tellAgain(PAUSE_WHILE_STORING);
                    }
                },
                e -> {
                    if (e instanceof ApplicationMasterNotRegisteredException) {
                        registerAgain();
                    } else if (e instanceof InvalidApplicationMasterRequestException
                            || e instanceof ApplicationAttemptNotFoundException) {
                        LOG.warn("The ResourceManager does not take the outcome of this attempt: {}", firstLine(e));
                        state = State.ENDED;
                        askAgainWhetherOver(clock.nanoTime());
                    } else {
                        LOG.warn("Cannot unregister from the ResourceManager, trying again: {}", e.toString());
                        tellAgain(PAUSE_BETWEEN_TRIES);
                    }
                });
    }

    private void tellAgain(Duration pause) {
        loop.schedule(pause, () -> {
            telling = false;
            tellOutcomeIfIdle();
        });
    }

    private void onOver() {
        state = State.OVER;
        listener.onOver();
        if (outcome.isPresent()) {
            endFinish();
        }
    }

    private void endFinish() {
        if (!finished) {
            finished = true;
            listener.onFinished();
        }
    }

    /** Runs every call. An outcome that waited for the call is reported when the call has returned. */
    private <T> void call(Callable<T> remote, Consumer<T> onAnswer, Consumer<Exception> onRefused) {
        busy = true;
        calls.execute(() -> {
            Runnable news;
            try {
                T answer = remote.call();
                news = () -> onAnswer.accept(answer);
            } catch (IOException | YarnException e) {
                news = () -> onRefused.accept(e);
            } catch (Throwable e) {
                news = () -> listener.onFailed(
                        e instanceof WeftException weft
                                ? weft
                                : new WeftException(ErrorCode.INTERNAL, "the conversation with YARN broke: " + e, e));
            }
            Runnable event = news;
            loop.execute(() -> {
                busy = false;
                event.run();
                tellOutcomeIfIdle();
            });
        });
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
