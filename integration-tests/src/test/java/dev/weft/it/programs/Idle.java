package dev.weft.it.programs;

/** Never calls execute. */
public final class Idle {

    private Idle() {}

    public static void main(String[] args) {
        System.out.println("nothing to do");
    }
}
