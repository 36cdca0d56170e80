package dev.weft.connector.file.src;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/** Settings for the discovery of new files while a source runs. */
public final class ContinuousEnumerationSettings implements Serializable {

    private final Duration discoveryInterval;

    /** @param discoveryInterval pause between two listings, {@code > 0} */
    public ContinuousEnumerationSettings(Duration discoveryInterval) {
        this.discoveryInterval = Objects.requireNonNull(discoveryInterval, "discoveryInterval");
        if (discoveryInterval.isZero() || discoveryInterval.isNegative()) {
            throw new IllegalArgumentException("the discovery interval must be > 0, not " + discoveryInterval);
        }
    }

    /** The pause between two listings, above 0. */
    public Duration getDiscoveryInterval() {
        return discoveryInterval;
    }

    @Override
    public String toString() {
        return "every " + discoveryInterval;
    }
}
