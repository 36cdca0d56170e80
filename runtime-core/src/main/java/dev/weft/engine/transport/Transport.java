package dev.weft.engine.transport;

import dev.weft.engine.common.WeftException;
import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Transport layer between the processes of an application: netty channels over TCP, or in-memory channels whose event
 * loops, delays and failures a simulation controls. The opener of an {@link Endpoint} fills the channel pipelines and
 * does not depend on which of the two it is.
 */
public interface Transport {

    /**
     * Opens an endpoint: the client or the server of control connections, or the data connections of an executor.
     *
     * @param name what its threads are called
     * @param threads event loops, at least 1; none starts before the first connection
     */
    Endpoint open(String name, int threads);

    /** The transport over the TCP sockets of this machine. */
    static Transport tcp() {
        return TcpEndpoint::new;
    }

    /** Address to connect to, and the connect timeout. */
    record Target(String host, int port, Duration timeout) {}

    /**
     * Event loops, listening port and connections of one endpoint. A connection breaks within two minutes when the host at its
     * other end does not answer or does not know the connection any more, also when nothing is sent. Thread-safe.
     */
    interface Endpoint extends AutoCloseable {

        /**
         * Listens on the first free port of the range.
         *
         * @param accepted fills the pipeline of a new connection; called before the channel is registered, from any thread. When it throws
         *     a {@link WeftException}, the connection has come too late and is closed
         * @return the port
         * @throws IOException when no port is free
         */
        int listen(BindAddress address, Consumer<Channel> accepted) throws IOException;

        /** Chooses the event loop for the next connection. Fails with CONNECTION_LOST after {@link #close}. */
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
