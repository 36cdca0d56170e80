package dev.weft.engine.exchange;

import java.util.List;
import java.util.Optional;

/**
 * All channel ends of one task.
 *
 * @param inputs the channels that it reads
 * @param outputs the outputs that it writes, in index order
 */
public record TaskChannels(Inputs inputs, List<Output> outputs) implements AutoCloseable {

    public TaskChannels {
        outputs = List.copyOf(outputs);
    }

    /** The exception that the task got for a lost peer, if any, however the user's code has wrapped it. */
    public Optional<PeerLostException> lostPeer() {
        return outputs.stream()
                .map(Output::lostPeer)
                .flatMap(Optional::stream)
                .findFirst()
                .or(inputs::lostPeer);
    }

    /** Closes all channels; tasks that still wait for elements find theirs broken. Idempotent. */
    @Override
    public void close() {
        outputs.forEach(Output::close);
        inputs.close();
    }
}
