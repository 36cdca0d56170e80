package dev.weft.engine.transport;

/**
 * Interface and port range to listen on.
 *
 * @param host interface to bind, {@code 0.0.0.0} for all
 * @param firstPort first port to try, 0 for any free one
 * @param lastPort last port to try
 */
public record BindAddress(String host, int firstPort, int lastPort) {

    public BindAddress {
        if (firstPort < 0 || lastPort < firstPort || lastPort > 65535) {
            throw new IllegalArgumentException("a port range lies within 0 … 65535, not " + firstPort + "-" + lastPort);
        }
    }

    public static BindAddress anyPort(String host) {
        return new BindAddress(host, 0, 0);
    }

    @Override
    public String toString() {
        return host + ":" + (firstPort == lastPort ? firstPort : firstPort + "-" + lastPort);
    }
}
