package dev.weft.engine.transport;

import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How bytes travel between the processes of an application: netty channels over TCP, or channels in memory whose event loops,
 * delays and failures a simulation decides. Whoever opens a {@link Side} fills the pipelines; nothing else depends on the kind.
 */
public interface Transport {

    /**
     * Opens one side: the client or the server of a control connection, or the data connections of an executor.
     *
     * @param name what its threads are called
     * @param threads event loops, at least 1; none starts before the first connection
     */
    Side open(String name, int threads);

    /** Sockets of this machine. */
    static Transport tcp() {
        return TcpSide::new;
    }

    /** Where to connect to, and how long that may take. */
    record Target(String host, int port, Duration timeout) {}

    /** The event loops, the port and the connections of one side. Safe from any thread. */
    interface Side extends AutoCloseable {

        /**
         * Listens on the first free port of the range.
         *
         * @param accepted fills the pipeline of a new connection; called before the channel is registered, from any thread
         * @return the port
         * @throws IOException when no port is free
         */
        int listen(BindAddress address, Consumer<Channel> accepted) throws IOException;

        /** The loop for the next connection. Fails with CONNECTION_LOST after {@link #close}. */
        EventLoop loop();

        /**
         * Opens a connection on the loop and returns at once.
         *
         * @param prepared fills its pipeline, on the loop
         * @param failed told on the loop, in one line, why there is no connection; it is not told when an open one ends
         */
        void connect(EventLoop loop, Target target, Consumer<Channel> prepared, Consumer<String> failed);

        /** Closes the port and all connections, then ends the loops. Does not wait. */
        @Override
        void close();
    }
}
