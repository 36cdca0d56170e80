package dev.weft.engine.exchange;

import java.util.ArrayList;
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
    private List<InputChannel> channels = List.of();
    private InputChannel last;
    private int gate;
    private int channel;

    Inputs(Wakeup wakeup, IoCounters counters) {
        this.wakeup = wakeup;
        this.counters = counters;
    }

    /** Called once, before the first poll. */
    void connect(List<? extends InputChannel> all) {
        channels = List.copyOf(all);
        for (int i = 0; i < channels.size(); i++) {
            channels.get(i).position(i);
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

    /** The next element of any channel, or null when there is none now; {@link #gate} and {@link #channel} tell whose. */
    public Element poll() {
        wakeup.assertOwned();
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
        last = next;
        gate = next.gate();
        channel = next.index();
        if (element instanceof Batch batch) {
            counters.received(batch.size(), 0);
        }
        return element;
    }

    /** Whether {@link #poll} would return something or fail. */
    public boolean hasMore() {
        return !ready.isEmpty();
    }

    /** The gate of the element that was polled last. */
    public int gate() {
        return gate;
    }

    /** The channel of the element that was polled last, counted within its gate. */
    public int channel() {
        return channel;
    }

    /** The position, among all channels, of the one that was polled last. */
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
