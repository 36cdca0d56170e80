package dev.weft.core.io;

import java.io.Serializable;
import java.util.Arrays;

/** A part of an input that is near on some hosts. */
public class LocatableInputSplit implements InputSplit, Serializable {
    private static final long serialVersionUID = 1L;

    private static final String[] NOWHERE = {};

    private final int splitNumber;
    private final String[] hostnames;

    /**
     * @param splitNumber from 0
     * @param hostnames where the data is near, best first; null for nowhere
     */
    public LocatableInputSplit(int splitNumber, String[] hostnames) {
        this.splitNumber = splitNumber;
        this.hostnames = hostnames == null ? NOWHERE : hostnames.clone();
    }

    /**
     * @param splitNumber from 0
     * @param hostname where the data is near; null for nowhere
     */
    public LocatableInputSplit(int splitNumber, String hostname) {
        this(splitNumber, hostname == null ? NOWHERE : new String[] {hostname});
    }

    @Override
    public int getSplitNumber() {
        return splitNumber;
    }

    /** Where the data is near, best first; never null. */
    public String[] getHostnames() {
        return hostnames.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other != null
                && other.getClass() == getClass()
                && ((LocatableInputSplit) other).splitNumber == splitNumber
                && Arrays.equals(((LocatableInputSplit) other).hostnames, hostnames);
    }

    @Override
    public int hashCode() {
        return splitNumber;
    }

    @Override
    public String toString() {
        return "split " + splitNumber + " at " + Arrays.toString(hostnames);
    }
}
