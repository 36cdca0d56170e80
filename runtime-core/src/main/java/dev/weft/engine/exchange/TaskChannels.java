package dev.weft.engine.exchange;

import java.util.List;
import java.util.Optional;

/**
 * The ends of all channels of one task.
 *
 * @param inputs the channels that it reads
 * @param outputs the outputs that it writes, in index order
 */
public record TaskChannels(Inputs inputs, List<Output> outputs) implements AutoCloseable {

    public TaskChannels {
        outputs = List.copyOf(outputs);
    }

    /** What the task was told of a peer that was gone, if it was, whatever the user's code has made of it. */
    public Optional<PeerLostException> lostPeer() {
        return outputs.stream()
                .map(Output::lostPeer)
                .flatMap(Optional::stream)
                .findFirst()
                .or(inputs::lostPeer);
    }

    /** The task ends; whoever still expects something of it finds its channels broken. Idempotent. */
    @Override
    public void close() {
        outputs.forEach(Output::close);
        inputs.close();
    }
}
