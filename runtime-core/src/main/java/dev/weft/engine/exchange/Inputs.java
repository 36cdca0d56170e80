package dev.weft.engine.exchange;

import dev.weft.engine.protocol.CheckpointRequest;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The input channels of one task, with a ready list: channels that have something to read are queued, each at most
 * once, and served round-robin, one element at a time. Channels without data cost nothing. A blocked channel is not
 * served; what is queued in it holds back its producer. Polled by the task's thread.
 */
public final class Inputs {

    private final Queue<InputChannel> ready = new ConcurrentLinkedQueue<>();
    private final Wakeup wakeup;
    private final IoCounters counters;
    private final List<InputChannel> heldBack = new ArrayList<>();
    private final Queue<InputChannel> sighted = new ConcurrentLinkedQueue<>();
    private final Deque<InputChannel> restored = new ArrayDeque<>();
    private volatile Runnable onSight = () -> {};
    private volatile boolean capturing;
    private List<InputChannel> channels = List.of();
    /** The channels, and behind them those of the restored records. */
    private List<InputChannel> all = List.of();

    private InputChannel last;
    private int gate;
    private int channel;

    Inputs(Wakeup wakeup, IoCounters counters) {
        this.wakeup = wakeup;
        this.counters = counters;
    }

    /** Called once, before the first poll. */
    void connect(List<? extends InputChannel> some) {
        channels = List.copyOf(some);
        all = channels;
        for (int i = 0; i < channels.size(); i++) {
            channels.get(i).position(i);
        }
    }

    /** Records in flight that are processed before anything else. Called once, before the first poll. */
    void restore(List<? extends InputChannel> inFlight) {
        all = new ArrayList<>(channels);
        all.addAll(inFlight);
        restored.addAll(inFlight);
        for (InputChannel each : inFlight) {
            each.position(all.indexOf(each));
        }
    }

    /** Number of channels of all gates. */
    public int channelCount() {
        return channels.size();
    }

    /** Number of channels of a gate. */
    public int channelCount(int ofGate) {
        return (int) channels.stream().filter(c -> c.gate() == ofGate).count();
    }

    /** Positions of the channels whose records barriers never overtake. */
    public BitSet alignedChannels() {
        BitSet aligned = new BitSet();
        channels.stream().filter(each -> each.spec().aligned()).forEach(each -> aligned.set(each.position()));
        return aligned;
    }

    /** The next element of any channel, or null when there is none now; {@link #gate} and {@link #channel} tell whose. */
    public Element poll() {
        wakeup.assertOwned();
        if (!restored.isEmpty()) {
            Element inFlight = pollRestored();
            if (inFlight != null) {
                return inFlight;
            }
        }
        InputChannel next = ready.poll();
        while (next != null && next.isBlocked()) {
            heldBack.add(next);
            next = ready.poll();
        }
        if (next == null) {
            return null;
        }
        Element element = next.poll();
        if (next.hasMore()) {
            ready.add(next);
        } else {
            next.announced().set(false);
            if (next.hasMore() && next.announced().compareAndSet(false, true)) {
                ready.add(next);
            }
        }
        return from(next, element);
    }

    private Element from(InputChannel which, Element element) {
        last = which;
        gate = which.gate();
        channel = which.index();
        if (element instanceof Batch batch) {
            counters.received(batch.size(), 0);
        }
        return element;
    }

    private Element pollRestored() {
        while (!restored.isEmpty()) {
            InputChannel first = restored.getFirst();
            Element element = first.poll();
            if (element != null) {
                return from(first, element);
            }
            restored.removeFirst();
        }
        return null;
    }

    /** Whether {@link #poll} would return something or fail. */
    public boolean hasMore() {
        return !ready.isEmpty() || !restored.isEmpty();
    }

    /** The gate of the element that was polled last. */
    public int gate() {
        return gate;
    }

    /** The channel of the element that was polled last, counted within its gate. */
    public int channel() {
        return channel;
    }

    /** The position, among all channels, of the one that was polled last; restored records come behind the others. */
    public int position() {
        return last.position();
    }

    /** Blocks the channel that was polled last until {@link #unblock}. */
    public void block() {
        last.block(true);
    }

    /** Serves all blocked channels again. */
    public void unblock() {
        wakeup.assertOwned();
        channels.forEach(each -> each.block(false));
        ready.addAll(heldBack);
        heldBack.clear();
    }

    /** Adds the channel to the ready list: it has something to read or has failed. Called from any thread. */
    void announce(InputChannel inputChannel) {
        if (inputChannel.announced().compareAndSet(false, true)) {
            ready.add(inputChannel);
            wakeup.signal();
        }
    }

    // ---- barriers that overtake

    /** What a sighting asks for: the position of a channel, and the barrier that is queued in it, if any. */
    public interface Sighting {
        void accept(int position, Optional<CheckpointRequest> barrier);
    }

    /**
     * Sets who is told that a barrier which overtakes records, now or later, is queued in a channel; it then calls {@link
     * #forEachSighted} on the task's thread. Called from any thread.
     */
    public void whenSighted(Runnable then) {
        onSight = then;
        VarHandle.fullFence();
        if (!sighted.isEmpty()) {
            then.run();
        }
    }

    public void forEachSighted(Sighting action) {
        wakeup.assertOwned();
        for (InputChannel next = sighted.poll(); next != null; next = sighted.poll()) {
            action.accept(
                    next.position(), Optional.ofNullable(next.barrierAhead()).map(Element.Barrier::request));
        }
    }

    /** A barrier that overtakes is queued in this channel. Called from any thread. */
    void sight(InputChannel in) {
        sighted.add(in);
        onSight.run();
    }

    /** The end of the input is queued in this channel. Called from any thread. */
    void sightEnd(InputChannel in) {
        if (capturing) {
            sight(in);
        }
    }

    /**
     * Begins to capture the records in flight before this checkpoint's barriers, to be ended by {@link #endCapture}.
     *
     * @param missing positions of the channels whose barrier was not processed
     */
    public InFlightCapture capture(long checkpointId, BitSet missing) {
        wakeup.assertOwned();
        capturing = true;
        BitSet open = (BitSet) missing.clone();
        restored.forEach(each -> open.set(each.position()));
        return new InFlightCapture(checkpointId, all, open);
    }

    public void endCapture() {
        capturing = false;
    }

    IoCounters counters() {
        return counters;
    }

    /** The exception that the task got for the first lost producer. */
    Optional<PeerLostException> lostPeer() {
        return channels.stream()
                .map(InputChannel::lostPeer)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Closes all channels; producers that still send find them closed. Idempotent. */
    public void close() {
        channels.forEach(InputChannel::close);
    }
}
