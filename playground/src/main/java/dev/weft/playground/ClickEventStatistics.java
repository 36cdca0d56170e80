package dev.weft.playground;

/**
 * The number of clicks on a page within a window.
 *
 * @param windowStart first moment of the window, in ISO-8601
 * @param windowEnd first moment after it
 * @param page the page's path
 * @param count number of clicks
 */
public record ClickEventStatistics(String windowStart, String windowEnd, String page, long count) {}
