package dev.weft.api.common.typeutils;

/** What a person inherits. */
public class Named {
    private String name;
    protected int version;

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public int getVersion() {
        return version;
    }

    public void setVersion(int version) {
        this.version = version;
    }
}
