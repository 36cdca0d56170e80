package dev.weft.engine.exchange;

import java.util.Optional;

/** The consuming end of a channel inside the executor. */
final class LocalInput extends InputChannel {

    private final LocalChannel channel;

    LocalInput(InputSpec spec, LocalChannel channel) {
        super(spec);
        this.channel = channel;
    }

    @Override
    void start(Inputs inputs) {
        channel.attach(inputs, this);
    }

    @Override
    Element poll() {
        Element element = channel.poll();
        if (element instanceof Batch batch) {
            batch.leavesQueue();
        }
        return element;
    }

    @Override
    Element.Barrier barrierAhead() {
        return channel.barrierAhead();
    }

    @Override
    boolean capture(long checkpointId, OvertakenRecords to) {
        return channel.capture(checkpointId, to);
    }

    @Override
    boolean hasMore() {
        return channel.hasMore();
    }

    @Override
    Optional<PeerLostException> lostPeer() {
        return channel.lostProducer();
    }

    @Override
    void close() {
        channel.closeConsumer();
    }
}
