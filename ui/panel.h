#pragma once

#include "ui/text.h"

#include <QDockWidget>
#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace feedscope {

/// The title line of a panel: its name on the left, notes and small buttons on the right.
class PanelHeader : public QWidget
{
    Q_OBJECT
public:
    explicit PanelHeader(QWidget *parent = nullptr);

    Text *title() const { return m_title; }
    Text *note() const { return m_note; }
    /// Adds a small control at the right end.
    void addWidget(QWidget *widget);

private:
    Text *m_title;
    Text *m_note;
    QHBoxLayout *m_layout;
};

/// A surface with a thin line around it, a header and a body.
class Panel : public QWidget
{
    Q_OBJECT
public:
    explicit Panel(QWidget *parent = nullptr);

    PanelHeader *header() const { return m_header; }
    QVBoxLayout *body() const { return m_body; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PanelHeader *m_header;
    QVBoxLayout *m_body;
};

/// A panel that can be moved and closed: a dock with the same face. Its object name is what the layout
/// remembers.
class PanelDock : public QDockWidget
{
    Q_OBJECT
public:
    PanelDock(const QString &objectName, QWidget *content, QWidget *parent = nullptr);

    PanelHeader *header() const { return m_header; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PanelHeader *m_header;
};

} // namespace feedscope
