package dev.weft.engine.types;

/** Fields that a subclass in another nest can't name in code. */
public class Base {
    private long secret;
    private String label;

    public long getSecret() {
        return secret;
    }

    public void setSecret(long secret) {
        this.secret = secret;
    }

    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = label;
    }
}
