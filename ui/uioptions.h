#pragma once

#include "ui/secretplaces.h"
#include "ui/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <functional>

namespace feedscope {

/// How the window starts. A value; made from the command line.
struct UiOptions
{
    QString language; ///< "en", "ru"; empty: remembered, else the desktop's
    ThemeMode theme = ThemeMode::System;
    bool themeGiven = false;                 ///< false: the remembered theme goes before `theme`
    QString page;                            ///< "dashboard", "compare"; empty: remembered, else "compare"
    QSize size;                              ///< empty: remembered, else 1280×800
    QString settingsFile;                    ///< INI file to remember layout in; empty: remember nothing
    std::function<int()> drain;              ///< takes what has arrived, returns the number of arrivals
    std::function<QStringList()> savedFeeds; ///< names of the user's profiles, for the Connect dialog
    QStringList profileFolders;              ///< where they are; what is imported goes into the first
    SecretPlaces secrets;
};

} // namespace feedscope
