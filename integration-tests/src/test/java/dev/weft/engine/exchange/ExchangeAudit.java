package dev.weft.engine.exchange;

import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.simulation.kernel.Peek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Invariant checks of the exchange, run between two steps of a simulation: buffers and credits are conserved, and no task
 * sleeps while it has input and room for output. Zero-copy channels are not checked.
 */
public final class ExchangeAudit {

    private ExchangeAudit() {}

    /**
     * What is wrong with an executor's buffers, if something is.
     *
     * @param quiet whether no task runs, and nothing is under way between the threads of the executor or waits to be sent
     */
    public static Optional<String> buffers(Exchange exchange, boolean quiet) {
        RemoteExchange remote = Peek.at(exchange, "remote");
        NetworkMemory memory = Peek.at(remote, "memory");
        int reserved = memory.reserved();
        int total = Peek.at(memory, "total");
        if (reserved < 0 || reserved > total) {
            return Optional.of("I-BUFFER: " + reserved + " of " + total + " buffers are reserved");
        }
        Map<ChannelId, RemoteOutput> outputs = Peek.at(remote, "producers", "outputs");
        int held = 0;
        for (RemoteOutput output : outputs.values()) {
            int permits = Peek.<AtomicInteger>at(output, "permits").get();
            int reservation = Peek.at(output, "reservation");
            if (permits < 0 || permits > reservation) {
                return Optional.of("I-BUFFER: " + output.id() + " has " + permits + " free buffers of " + reservation);
            }
            held += Peek.<Boolean>at(output, "broken") ? 0 : Peek.<Integer>at(output, "granted");
        }
        boolean closed = Peek.at(remote, "closed");
        return quiet && !closed && held != reserved
                ? Optional.of("I-BUFFER: " + reserved + " buffers are reserved although no task runs, and outputs hold "
                        + held)
                : Optional.empty();
    }

    /**
     * What is wrong with the credits of a connection, if it is one of data and something is.
     *
     * @param near the end that has connected
     * @param far the end that has accepted
     * @param quiet whether nothing is under way between the two
     */
    public static Optional<String> credits(Channel near, Channel far, boolean quiet) {
        FetchingConnection fetching = near.pipeline().get(FetchingConnection.class);
        ServingConnection serving = far.pipeline().get(ServingConnection.class);
        if (fetching == null || serving == null) {
            return Optional.empty();
        }
        Map<Integer, RemoteInput> inputs = Peek.at(fetching, "inputs");
        Map<Integer, ?> channels = Peek.at(serving, "channels");
        for (Map.Entry<Integer, RemoteInput> entry : inputs.entrySet()) {
            Object channel = channels.get(entry.getKey());
            RemoteInput input = entry.getValue();
            if (channel == null || Peek.<Boolean>at(input, "closed")) {
                continue;
            }
            int credit = Peek.at(channel, "credit");
            int waiting = Peek.<SpscRing<?>>at(input, "queue").size();
            int owed = Peek.at(input, "owed");
            int open = Peek.at(input, "current") == null ? 0 : 1;
            int reservation = Peek.at(input, "reservation");
            int all = credit + waiting + owed + open;
            if (all > reservation || quiet && all < reservation) {
                return Optional.of("I-CREDIT: " + input.id() + " has " + reservation + " buffers, but a credit of "
                        + credit + " with the producer, " + waiting + " full, " + open + " open, " + owed
                        + " not given back" + (quiet ? ", and nothing is under way" : ""));
            }
        }
        return Optional.empty();
    }

    /** What should have woken a task that sleeps until it is called, if something should. */
    public static Optional<String> whatToDo(Backpressure backpressure, boolean hasInput, boolean hasMail) {
        List<Backpressure.Place> full = Peek.at(backpressure, "full");
        if (full.isEmpty()) {
            return hasInput
                    ? Optional.of("there is something to read")
                    : hasMail ? Optional.of("it has mail") : Optional.empty();
        }
        return hasInput && full.stream().allMatch(ExchangeAudit::isHalfFree)
                ? Optional.of(
                        "there is something to read, and half of the buffers of " + full.size() + " outputs are free")
                : Optional.empty();
    }

    /** As many buffers are free as a sleeping producer is called for. */
    private static boolean isHalfFree(Backpressure.Place place) {
        return place instanceof RemoteOutput output
                && !Peek.<Boolean>at(output, "zeroCopy")
                && output.hasRoom()
                && 2 * Peek.<AtomicInteger>at(output, "permits").get() >= Peek.<Integer>at(output, "reservation");
    }
}
