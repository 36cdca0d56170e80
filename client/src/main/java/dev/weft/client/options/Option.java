package dev.weft.client.options;

/**
 * Definition of one command-line option.
 *
 * @param shortName without its dash, or the empty string
 * @param longName without its dashes, or the empty string
 * @param arity how many values it takes
 * @param placeholder what help shows for its value
 * @param standing whether it is supported, ignored or refused
 * @param text help text of a supported option; else the reason why it is not supported
 */
record Option(String shortName, String longName, Arity arity, String placeholder, Standing standing, String text) {

    /** How many values an option takes. */
    enum Arity {
        /** Nothing. */
        FLAG,
        /** One value; the option may be given once. */
        VALUE,
        /** One value or none; the option may be given once. */
        OPTIONAL,
        /** One value; the option may be repeated. */
        VALUES,
        /** {@code key=value}, which may stick to the name; the option may be repeated. */
        DEFINITION
    }

    /** How an option is handled when it is given. */
    enum Standing {
        ACTS,
        /** Accepted for old scripts, with a warning. */
        IGNORED,
        /** Known, but this release can't do it: better an error than a job that runs otherwise than asked. */
        REFUSED
    }

    static Option flag(String shortName, String longName, String help) {
        return new Option(shortName, longName, Arity.FLAG, "", Standing.ACTS, help);
    }

    static Option value(String shortName, String longName, String placeholder, String help) {
        return new Option(shortName, longName, Arity.VALUE, placeholder, Standing.ACTS, help);
    }

    /** An option whose value may be left out. */
    static Option optional(String shortName, String longName, String placeholder, String help) {
        return new Option(shortName, longName, Arity.OPTIONAL, placeholder, Standing.ACTS, help);
    }

    static Option values(String shortName, String longName, String placeholder, String help) {
        return new Option(shortName, longName, Arity.VALUES, placeholder, Standing.ACTS, help);
    }

    static Option definition(String shortName, String help) {
        return new Option(shortName, "", Arity.DEFINITION, "<key=value>", Standing.ACTS, help);
    }

    Option ignored(String why) {
        return new Option(shortName, longName, arity, placeholder, Standing.IGNORED, why);
    }

    Option refused(String why) {
        return new Option(shortName, longName, arity, placeholder, Standing.REFUSED, why);
    }

    boolean takesValue() {
        return arity != Arity.FLAG;
    }

    /** The names as help shows them. */
    String names() {
        if (longName.isEmpty()) {
            return "-" + shortName;
        }
        return shortName.isEmpty() ? "--" + longName : "-" + shortName + ",--" + longName;
    }
}
