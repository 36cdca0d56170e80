package dev.weft.engine.rest.server;

/**
 * Which release answers.
 *
 * @param version e.g. {@code "0.1.0"}
 * @param revision the source revision it was built from
 */
public record Release(String version, String revision) {

    /** As the jar of this class says it; {@code "unknown"} when run from classes. */
    public static Release current() {
        Package own = Release.class.getPackage();
        String version = own.getImplementationVersion();
        String revision = own.getImplementationVendor();
        return new Release(version == null ? "unknown" : version, revision == null ? "unknown" : revision);
    }
}
