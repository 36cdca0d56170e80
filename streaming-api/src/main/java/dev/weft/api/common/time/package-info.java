/** A length of time as older signatures have it. May import the JDK only. */
package dev.weft.api.common.time;
