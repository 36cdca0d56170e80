package dev.weft.engine.rpc;

import dev.weft.engine.protocol.MasterMessage;

/** Opens the control connection from an executor to its JobManager; at most one at a time. */
public interface MasterConnector extends AutoCloseable {

    /** Opens a connection asynchronously; the listener is told the outcome. */
    void connect(Listener listener);

    /** Closes the open connection, if any, and ends the network thread. */
    @Override
    void close();

    /** Called on the network thread; only enqueues. */
    interface Listener {
        /** The connection is open and the JobManager authenticated. */
        void onConnected(MasterConnection connection);

        void onMessage(MasterMessage message);

        /** The connection could not be opened, or has closed. The last call. */
        void onClosed(String reason);
    }
}
