package dev.weft.engine.rest.server;

/**
 * Version information of this build, shown by the REST server.
 *
 * @param version e.g. {@code "0.1.0"}
 * @param revision the source revision it was built from
 */
public record Release(String version, String revision) {

    private static final String UNKNOWN = "unknown";

    /**
     * Reads the version from the manifest of this class's jar; "unknown" when run from class files. The revision is
     * always unknown.
     */
    public static Release current() {
        String version = Release.class.getPackage().getImplementationVersion();
        return new Release(version == null ? UNKNOWN : version, UNKNOWN);
    }
}
