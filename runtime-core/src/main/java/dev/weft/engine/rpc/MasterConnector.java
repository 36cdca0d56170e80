package dev.weft.engine.rpc;

import dev.weft.engine.protocol.MasterMessage;

/** The way from an executor to its JobManager: one connection at a time. */
public interface MasterConnector extends AutoCloseable {

    /** Opens a connection and returns at once; the listener hears how it goes. */
    void connect(Listener listener);

    /** Closes what is open and ends the network thread. */
    @Override
    void close();

    /** Called on the network thread; only enqueues. */
    interface Listener {
        /** The JobManager is proven. */
        void onConnected(MasterConnection connection);

        void onMessage(MasterMessage message);

        /** The connection could not be opened, or is gone. The last call. */
        void onClosed(String reason);
    }
}
