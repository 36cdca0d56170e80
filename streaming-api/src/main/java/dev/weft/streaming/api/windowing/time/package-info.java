/** The length of time that older programs write windows with. For any thread; imports the JDK only. */
package dev.weft.streaming.api.windowing.time;
