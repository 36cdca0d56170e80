package dev.weft.engine.rest.server;

/**
 * Which release answers.
 *
 * @param version e.g. {@code "0.1.0"}
 * @param revision the source revision it was built from
 */
public record Release(String version, String revision) {

    private static final String UNKNOWN = "unknown";

    /** The version as the jar of this class says it, unknown when run from classes; the revision is never known. */
    public static Release current() {
        String version = Release.class.getPackage().getImplementationVersion();
        return new Release(version == null ? UNKNOWN : version, UNKNOWN);
    }
}
